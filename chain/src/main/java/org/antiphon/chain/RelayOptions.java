package org.antiphon.chain;

import java.time.Duration;

/**
 * How a {@link TransactionRelay} works.
 *
 * @param finality blocks above a receipt's block after which the transaction is done with, 1 or more
 * @param maxInFlight transactions accepted and not yet included, above which {@code submit} fails, 1 or more
 * @param batchSize most transactions that get a nonce in one step, 1..1000
 * @param pollInterval longest time between two looks at the chain while transactions wait
 * @param stuckAfter time without a receipt after which the oldest transaction is sent again with more gas price
 * @param maxReplacements how often the gas price of one transaction is raised; after that it is only sent again
 */
public record RelayOptions(
        int finality, int maxInFlight, int batchSize, Duration pollInterval, Duration stuckAfter, int maxReplacements) {

    /** Checks the bounds. */
    public RelayOptions {
        require(finality >= 1, "finality", finality, "1 or more");
        require(maxInFlight >= 1, "maxInFlight", maxInFlight, "1 or more");
        require(batchSize >= 1 && batchSize <= 1000, "batchSize", batchSize, "1..1000");
        require(pollInterval.isPositive(), "pollInterval", pollInterval, "above 0");
        require(stuckAfter.isPositive(), "stuckAfter", stuckAfter, "above 0");
        require(maxReplacements >= 0, "maxReplacements", maxReplacements, "0 or more");
    }

    /** Finality 64, 10000 in flight, 200 a batch, a look every 250 ms, stuck after 30 s, 8 replacements. */
    public static RelayOptions defaults() {
        return new RelayOptions(64, 10_000, 200, Duration.ofMillis(250), Duration.ofSeconds(30), 8);
    }

    /** The same with another finality. */
    public RelayOptions withFinality(int value) {
        return new RelayOptions(value, maxInFlight, batchSize, pollInterval, stuckAfter, maxReplacements);
    }

    /** The same with another time until a transaction counts as stuck. */
    public RelayOptions withStuckAfter(Duration value) {
        return new RelayOptions(finality, maxInFlight, batchSize, pollInterval, value, maxReplacements);
    }

    /** The same with another bound of what is in flight. */
    public RelayOptions withMaxInFlight(int value) {
        return new RelayOptions(finality, value, batchSize, pollInterval, stuckAfter, maxReplacements);
    }

    private static void require(boolean condition, String name, Object value, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }
}
