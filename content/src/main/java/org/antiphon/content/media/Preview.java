package org.antiphon.content.media;

import java.math.BigDecimal;

/**
 * A short excerpt that anyone may hear.
 *
 * @param startSeconds where it begins, as the artist asked
 */
public record Preview(double startSeconds) {
    static final int LENGTH_SECONDS = 30;

    /** The key of its CID in an upload's results: {@code 320_preview|7} or {@code 320_preview|7.5}. */
    public String resultKey() {
        return "320_preview|" + text(startSeconds);
    }

    /** Where it begins in audio of this length: late enough starts are moved so that something is heard. */
    double startWithin(double lengthSeconds) {
        return Math.min(startSeconds, Math.max(0, lengthSeconds - LENGTH_SECONDS));
    }

    /** The number as JavaScript prints it. */
    private static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
