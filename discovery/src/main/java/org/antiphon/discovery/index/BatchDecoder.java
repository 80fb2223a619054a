package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.EventLog;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.Texts;

/** From the logs of blocks to a batch of events. */
final class BatchDecoder {
    private final EventDecoder decoder;

    BatchDecoder(EventDecoder decoder) {
        this.decoder = decoder;
    }

    Batch decode(List<BlockChange.Appended> blocks) {
        return new Batch(blocks.stream().map(this::decode).toList());
    }

    private Batch.Content decode(BlockChange.Appended appended) {
        var events = new ArrayList<Batch.Placed>(appended.logs().size());
        for (var log : appended.logs()) {
            decode(appended.block(), log)
                    .ifPresent(event -> events.add(new Batch.Placed(log.transactionHash(), log.logIndex(), event)));
        }
        return new Batch.Content(appended.block(), events);
    }

    /** What can't be read becomes an event that says so; nothing here may stop the index. */
    private Optional<Event> decode(Block block, EventLog log) {
        try {
            return decoder.decode(block, log);
        } catch (RuntimeException unreadable) {
            return Optional.of(new Event.Unreadable(Texts.brief(String.valueOf(unreadable.getMessage()))));
        }
    }
}
