package org.antiphon.discovery.index;

/**
 * How much is applied at once.
 *
 * @param blocks the most blocks of a batch, 1..10000
 * @param events the most events of a batch that has more than one block, 1 or more
 * @param finality how many of the newest blocks can be taken back, 1 or more
 */
public record BatchLimits(int blocks, int events, int finality) {
    public BatchLimits {
        require(blocks >= 1 && blocks <= 10_000, "batch.blocks", blocks, "1..10000");
        require(events >= 1, "batch.events", events, "1 or more");
        require(finality >= 1, "finality", finality, "1 or more");
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
        }
    }
}
