package org.antiphon.chain;

/** An answer that is longer, or comes slower, than is waited for: the node may manage one to a smaller question. */
final class OversizedAnswerException extends ChainException {

    private static final long serialVersionUID = 1;

    OversizedAnswerException(String message) {
        super(message);
    }
}
