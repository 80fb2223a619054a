package org.antiphon.chain;

import org.jspecify.annotations.Nullable;

/** The chain's node could not be reached, answered an error, or answered something that cannot be true. */
public class ChainException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With the reason in words. */
    public ChainException(String message) {
        super(message);
    }

    /** With the reason in words and its cause. */
    public ChainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
