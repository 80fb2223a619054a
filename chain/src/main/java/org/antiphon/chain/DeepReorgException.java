package org.antiphon.chain;

/**
 * The chain changed further back than the consumer can undo. Not recoverable by trying again: somebody has to decide
 * whether to index anew or to leave this node.
 */
public final class DeepReorgException extends ChainException {

    private static final long serialVersionUID = 1;

    private final long oldestKnown;

    /** For a reorg that reaches below the oldest block the consumer can take back. */
    public DeepReorgException(Block oldestKnown) {
        super("block %d %s is no longer part of the chain and nothing older can be undone"
                .formatted(oldestKnown.number(), oldestKnown.hash()));
        this.oldestKnown = oldestKnown.number();
    }

    /** Number of the oldest block that was compared, and differed. */
    public long oldestKnown() {
        return oldestKnown;
    }
}
