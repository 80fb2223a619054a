package org.antiphon.discovery.index;

import java.util.Optional;
import java.util.Set;
import org.antiphon.chain.Block;
import org.antiphon.chain.EventLog;
import org.antiphon.discovery.rules.Event;

/** Reads the logs of a chain. */
public interface EventDecoder {
    /** The addresses of the contracts whose logs it reads. */
    Set<String> contracts();

    /**
     * The event, or nothing for a log of another contract or of an event without effect.
     *
     * @throws RuntimeException for data that no such contract emits
     */
    Optional<Event> decode(Block block, EventLog log);
}
