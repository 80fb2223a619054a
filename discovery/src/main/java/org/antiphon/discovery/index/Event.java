package org.antiphon.discovery.index;

import java.time.Instant;
import java.util.List;
import org.antiphon.discovery.rules.Action;

/** A log of one of the followed contracts, as far as it could be read. */
sealed interface Event {
    /** Where the event stands. */
    Place place();

    /**
     * The place of an event.
     *
     * @param transactionHash with {@code 0x}
     * @param logIndex its position among the logs of the block
     */
    record Place(String transactionHash, int logIndex) {}

    /** Somebody wants to change something. */
    record Wish(Place place, Action action) implements Event {}

    /** Plays were recorded. */
    record Plays(Place place, List<TrackPlay> plays) implements Event {
        public Plays {
            plays = List.copyOf(plays);
        }
    }

    /** The log of a followed contract is not one of its events, or its data can't be read. */
    record Unreadable(Place place, String why) implements Event {}

    /** One play, in the hour that begins at {@code hour}. */
    record TrackPlay(long trackId, Instant hour) {}
}
