package org.antiphon.discovery.index;

import org.antiphon.chain.Block;

/**
 * The last block applied.
 *
 * @param number -1 when there is none
 */
record Cursor(long number, String hash) {
    static final Cursor NONE = new Cursor(-1, "");

    /** Whether the block can be applied next. */
    boolean isBefore(Block block) {
        return number < 0 || (block.number() == number + 1 && block.parentHash().equals(hash));
    }

    /** Whether this is the block. */
    boolean isAt(Block block) {
        return block.number() == number && block.hash().equals(hash);
    }
}
