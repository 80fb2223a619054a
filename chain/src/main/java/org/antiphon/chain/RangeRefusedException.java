package org.antiphon.chain;

/** The node would answer the request for a smaller range of blocks: too many blocks, too many logs, or too slow. */
public final class RangeRefusedException extends ChainException {

    private static final long serialVersionUID = 1;

    /** With the node's own words. */
    public RangeRefusedException(long from, long to, String reason) {
        super("blocks %d..%d refused: %s".formatted(from, to, reason));
    }
}
