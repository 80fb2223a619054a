package org.antiphon.chain;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a {@link LogStream} follows the chain.
 *
 * @param addresses contracts whose logs are delivered, at least one
 * @param startBlock first block delivered to a consumer that has none
 * @param finality how many of the newest blocks may still be taken back, at least 1
 * @param maxRange most blocks asked for at once, 1..10000; halved when the node refuses, grown again afterwards
 * @param concurrency ranges fetched at the same time, 1..64; bounds the blocks held in memory to
 *     {@code maxRange * concurrency}
 * @param pollInterval longest time between two looks at the head, above 0
 */
public record LogStreamOptions(
        Set<String> addresses, long startBlock, int finality, int maxRange, int concurrency, Duration pollInterval) {

    /** Checks the bounds; addresses become lower-case. */
    public LogStreamOptions {
        addresses = addresses.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        require(!addresses.isEmpty(), "addresses", addresses, "at least one");
        require(startBlock >= 0, "startBlock", startBlock, "0 or more");
        require(finality >= 1, "finality", finality, "1 or more");
        require(maxRange >= 1 && maxRange <= 10_000, "maxRange", maxRange, "1..10000");
        require(concurrency >= 1 && concurrency <= 64, "concurrency", concurrency, "1..64");
        require(pollInterval.isPositive(), "pollInterval", pollInterval, "above 0");
    }

    /** From block 0: finality 64, ranges of 500 blocks, 4 at a time, a look at the head every second. */
    public static LogStreamOptions of(Set<String> addresses) {
        return new LogStreamOptions(addresses, 0, 64, 500, 4, Duration.ofSeconds(1));
    }

    /** The same with another first block. */
    public LogStreamOptions withStartBlock(long value) {
        return new LogStreamOptions(addresses, value, finality, maxRange, concurrency, pollInterval);
    }

    /** The same with another finality. */
    public LogStreamOptions withFinality(int value) {
        return new LogStreamOptions(addresses, startBlock, value, maxRange, concurrency, pollInterval);
    }

    /** The same with other ranges. */
    public LogStreamOptions withRanges(int newMaxRange, int newConcurrency) {
        return new LogStreamOptions(addresses, startBlock, finality, newMaxRange, newConcurrency, pollInterval);
    }

    /** The same with another poll interval. */
    public LogStreamOptions withPollInterval(Duration value) {
        return new LogStreamOptions(addresses, startBlock, finality, maxRange, concurrency, value);
    }

    private static void require(boolean condition, String name, Object value, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }
}
