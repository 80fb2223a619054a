package org.antiphon.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antiphon.chain.BlockChange.Appended;

/** Puts the headers and logs of a range together, and refuses what cannot be so on any one chain. */
final class VerifiedRange {

    private final BlockRange range;
    private final Set<String> addresses;
    private final List<Block> blocks;

    VerifiedRange(BlockRange range, Set<String> addresses, List<Block> blocks) {
        this.range = range;
        this.addresses = addresses;
        this.blocks = blocks;
        checkBlocks();
    }

    /** The last block, as it was answered before the logs. */
    Block tip() {
        return blocks.getLast();
    }

    /** Every block of the range with its logs, in order. */
    List<Appended> with(List<LocatedLog> logs) {
        var perBlock = new ArrayList<List<EventLog>>();
        blocks.forEach(block -> perBlock.add(new ArrayList<>()));
        long last = range.from();
        for (var log : logs) {
            check(log.blockNumber() >= range.from() && log.blockNumber() <= range.to(), log, "is out of range");
            var index = (int) (log.blockNumber() - range.from());
            check(log.blockHash().equals(blocks.get(index).hash()), log, "is of another block");
            check(addresses.contains(log.log().address()), log, "is of another contract");
            check(log.blockNumber() >= last, log, "is out of order");
            last = log.blockNumber();
            var others = perBlock.get(index);
            check(others.isEmpty() || others.getLast().logIndex() < log.log().logIndex(), log, "is out of order");
            others.add(log.log());
        }
        var result = new ArrayList<Appended>();
        for (int i = 0; i < blocks.size(); i++) {
            result.add(new Appended(blocks.get(i), perBlock.get(i)));
        }
        return result;
    }

    private void checkBlocks() {
        if (blocks.size() != range.length()) {
            throw new InconsistentAnswerException("%s: %d blocks".formatted(range, blocks.size()));
        }
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (block.number() != range.from() + i || (i > 0 && !block.follows(blocks.get(i - 1)))) {
                throw new InconsistentAnswerException("%s does not follow the block before it".formatted(block));
            }
        }
    }

    private static void check(boolean condition, LocatedLog log, String complaint) {
        if (!condition) {
            throw new InconsistentAnswerException("log %d of block %d %s %s"
                    .formatted(log.log().logIndex(), log.blockNumber(), log.blockHash(), complaint));
        }
    }
}
