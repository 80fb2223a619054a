package org.antiphon.chain;

/** Consecutive blocks, both ends included. */
record BlockRange(long from, long to) {

    int length() {
        return Math.toIntExact(to - from + 1);
    }

    boolean isSingle() {
        return from == to;
    }

    BlockRange firstHalf() {
        return new BlockRange(from, from + length() / 2 - 1);
    }

    BlockRange secondHalf() {
        return new BlockRange(from + length() / 2, to);
    }
}
