package org.antiphon.chain;

import org.jspecify.annotations.Nullable;

/** The chain's node could not be reached, answered an error, or answered something that cannot be true. */
public class ChainException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int LONGEST_QUOTE = 200;

    /** With the reason in words. */
    public ChainException(String message) {
        super(message);
    }

    /** With the reason in words and its cause. */
    public ChainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What a node said, as a message may hold it: one line, and not a long one. */
    static String quote(String words) {
        var brief = words.length() > LONGEST_QUOTE ? words.substring(0, LONGEST_QUOTE) + "…" : words;
        return brief.replaceAll("\\p{Cntrl}", " ");
    }
}
