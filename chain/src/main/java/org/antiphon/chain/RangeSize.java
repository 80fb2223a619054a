package org.antiphon.chain;

/**
 * How many blocks to ask for at once: half of what was refused, and a little more after each range that was answered. Never
 * so many that their logs, of which several ranges are held at a time, would fill the memory.
 */
final class RangeSize {

    /** Most logs a range should have: some 13 MB of JSON when each has 256 bytes of metadata. */
    static final int MAX_LOGS = 8_000;

    private final int max;
    private int current;

    RangeSize(int max) {
        this.max = max;
        this.current = max;
    }

    synchronized int current() {
        return current;
    }

    synchronized void refused(BlockRange range) {
        current = Math.clamp(range.length() / 2, 1, current);
    }

    /** Grows only by ranges of the full present size: others prove nothing. */
    synchronized void answered(BlockRange range, int logs) {
        if (logs > MAX_LOGS) {
            refused(range);
        } else if (range.length() >= current && logs + logs / 4 <= MAX_LOGS) {
            current = Math.min(max, current + Math.max(1, current / 4));
        }
    }
}
