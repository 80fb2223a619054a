package org.antiphon.chain;

import java.time.Instant;

/**
 * The header of a block, as far as Antiphon needs it. Number and hash together are the cursor a consumer keeps.
 *
 * @param number height
 * @param hash 32 bytes, lower-case hex with {@code 0x}
 * @param parentHash hash of the block at {@code number - 1}
 * @param timestamp the block's own time, whole seconds
 */
public record Block(long number, String hash, String parentHash, Instant timestamp) {

    /** Whether this block stands directly on {@code parent}. */
    public boolean follows(Block parent) {
        return number == parent.number + 1 && parentHash.equals(parent.hash);
    }
}
