package org.antiphon.chain;

/** Answers that cannot all be true of one chain: the node lies, or its chain changed between two of them. */
final class InconsistentAnswerException extends ChainException {

    private static final long serialVersionUID = 1;

    InconsistentAnswerException(String message) {
        super(message);
    }

    /** The same with the node that answered so. */
    InconsistentAnswerException of(String node) {
        return new InconsistentAnswerException("%s: %s".formatted(node, getMessage()));
    }
}
