package org.antiphon.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consumer's newest blocks: as many as it can take back, and the one they stand on. */
final class Branch {

    private final Deque<Block> blocks = new ArrayDeque<>();
    private final int capacity;

    Branch(List<Block> known, int finality) {
        this.capacity = finality + 1;
        known.forEach(block -> {
            var last = blocks.peekLast();
            if (last != null && !block.follows(last)) {
                throw new IllegalArgumentException("known: %s after %s (expected: its child)".formatted(block, last));
            }
            add(block);
        });
    }

    @Nullable
    Block last() {
        return blocks.peekLast();
    }

    void add(Block block) {
        blocks.addLast(block);
        if (blocks.size() > capacity) {
            blocks.removeFirst();
        }
    }

    void removeLast() {
        blocks.removeLast();
    }

    /** A copy, newest first. */
    List<Block> newestFirst() {
        return List.copyOf(blocks.reversed());
    }
}
