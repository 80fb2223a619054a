package org.antiphon.chain;

/** How many blocks to ask for at once: half of what was refused, and a little more after each range that was answered. */
final class RangeSize {

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
    synchronized void answered(BlockRange range) {
        if (range.length() >= current) {
            current = Math.min(max, current + Math.max(1, current / 4));
        }
    }
}
