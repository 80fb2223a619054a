package org.antiphon.discovery.rules;

/** What texts of strangers may look like in the database, in reasons and in logs. */
public final class Texts {
    /** The most characters of names, references and the like. */
    static final int SHORT = 256;

    /** The most characters of what an owner tells about an item. */
    static final int DESCRIPTION = 2500;

    private static final int BRIEF = 96;

    private Texts() {}

    /** Whether PostgreSQL can hold the text: no NUL, and no half of a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The text made fit for a reason or a column of names: one line, at most 96 characters, storable. */
    public static String brief(String text) {
        return isBrief(text) ? text : shortened(text);
    }

    private static boolean isBrief(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return text.length() <= BRIEF;
    }

    private static String shortened(String text) {
        var line = new StringBuilder();
        text.codePoints().limit(BRIEF + 1L).forEach(c -> {
            boolean printable = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
            line.appendCodePoint(printable ? c : '\uFFFD');
        });
        boolean cut = line.codePointCount(0, line.length()) > BRIEF;
        return cut ? line.substring(0, line.offsetByCodePoints(0, BRIEF)) + "…" : line.toString();
    }

    /** How many characters a reader sees, which is what limits are about. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
