package org.antiphon.discovery.index;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.Reads;

/** Blocks that are applied together, decoded; never empty. */
record Batch(List<Content> contents) {
    Batch {
        contents = List.copyOf(contents);
    }

    /** A block with its events in log order. */
    record Content(Block block, List<Placed> events) {
        Content {
            events = List.copyOf(events);
        }
    }

    /**
     * An event and where it stands.
     *
     * @param transactionHash with {@code 0x}
     * @param logIndex its position among the logs of the block
     */
    record Placed(String transactionHash, int logIndex, Event event) {}

    Block first() {
        return contents.getFirst().block();
    }

    Block last() {
        return contents.getLast().block();
    }

    /** Every row that applying the batch may touch. */
    Reads reads() {
        var reads = new Reads();
        contents.stream()
                .flatMap(content -> content.events().stream())
                .forEach(placed -> placed.event().reads(reads));
        return reads;
    }
}
