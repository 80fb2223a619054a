package org.antiphon.discovery.index;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.chain.Block;
import org.antiphon.chain.EventLog;
import org.antiphon.chain.ManageEntityEvent;
import org.antiphon.chain.Play;
import org.antiphon.chain.PlaysRecordedEvent;
import org.antiphon.discovery.rules.Action;
import org.antiphon.discovery.rules.MetadataParser;
import org.antiphon.discovery.rules.Texts;

/** From logs to events. What can't be read becomes an event that says so; nothing here may stop the index. */
final class EventDecoder {
    private static final Duration LATEST_RECORDING = Duration.ofHours(24);

    private final String entityManager;
    private final String playLedger;

    EventDecoder(String entityManager, String playLedger) {
        this.entityManager = entityManager.toLowerCase(Locale.ROOT);
        this.playLedger = playLedger.toLowerCase(Locale.ROOT);
    }

    /** The event, or nothing for a log of another contract or of another event of these contracts. */
    Optional<Event> decode(Block block, EventLog log) {
        var place = new Event.Place(log.transactionHash(), log.logIndex());
        try {
            if (log.address().equals(entityManager) && log.isEvent(ManageEntityEvent.TOPIC)) {
                return Optional.of(new Event.Wish(place, action(block, ManageEntityEvent.decode(log))));
            }
            if (log.address().equals(playLedger) && log.isEvent(PlaysRecordedEvent.TOPIC)) {
                var plays = PlaysRecordedEvent.decode(log).plays();
                return Optional.of(new Event.Plays(
                        place, plays.stream().map(play -> play(block, play)).toList()));
            }
            return Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(new Event.Unreadable(place, Texts.brief(String.valueOf(unreadable.getMessage()))));
        }
    }

    private static Action action(Block block, ManageEntityEvent event) {
        return new Action(
                Action.id(event.userId()),
                event.signer(),
                event.entityType(),
                Action.id(event.entityId()),
                event.action(),
                MetadataParser.parse(event.metadata()),
                block.timestamp(),
                block.number());
    }

    /**
     * The hour of a play is what its recorder says, as long as the block's clock agrees: no later than the block, and at
     * most a day before it.
     */
    private static Event.TrackPlay play(Block block, Play play) {
        long latest = block.timestamp().getEpochSecond();
        long earliest = latest - LATEST_RECORDING.toSeconds();
        boolean credible = play.playedAt() >= earliest && play.playedAt() <= latest;
        var time = Instant.ofEpochSecond(credible ? play.playedAt() : latest);
        return new Event.TrackPlay(play.trackId(), time.truncatedTo(ChronoUnit.HOURS));
    }
}
