package org.antiphon.discovery.index;

import org.antiphon.chain.Block;

/**
 * The stored index does not end where a step begins: another indexer works on the same database, or a step was lost. The
 * remedy is to start again from what is stored.
 */
final class CursorMovedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CursorMovedException(Cursor stored, Block step) {
        super("cursor: block %d %s (expected: next to block %d %s)"
                .formatted(stored.number(), stored.hash(), step.number(), step.hash()));
    }
}
