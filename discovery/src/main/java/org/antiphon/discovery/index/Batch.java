package org.antiphon.discovery.index;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.RuleBook;

/** Blocks that are applied together, decoded; never empty. */
record Batch(List<Content> contents) {
    Batch {
        contents = List.copyOf(contents);
    }

    /** A block with its events in log order. */
    record Content(Block block, List<Event> events) {
        Content {
            events = List.copyOf(events);
        }
    }

    Block first() {
        return contents.getFirst().block();
    }

    Block last() {
        return contents.getLast().block();
    }

    /** Every row that applying the batch may touch. */
    Reads reads(RuleBook rules) {
        var reads = new Reads();
        contents.stream().flatMap(content -> content.events().stream()).forEach(event -> {
            switch (event) {
                case Event.Wish wish -> rules.reads(wish.action(), reads);
                case Event.Plays plays ->
                    plays.plays().forEach(play -> {
                        reads.track(play.trackId());
                        reads.row(new Key.HourlyPlaysKey(play.trackId(), play.hour()));
                    });
                case Event.Unreadable unreadable -> {}
            }
        });
        return reads;
    }
}
