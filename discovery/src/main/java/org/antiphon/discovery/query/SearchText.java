package org.antiphon.discovery.query;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What somebody looks for: the whole and its words, in lower case. */
record SearchText(String whole, List<String> words) {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int MAX_WORDS = 8;

    static SearchText of(String query) {
        var whole = query.strip().toLowerCase(Locale.ROOT).replace("\0", "");
        var words = GAP.splitAsStream(whole)
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
        return new SearchText(whole, words);
    }

    /** Whether there is nothing to look for, which asks for everything. */
    boolean isEmpty() {
        return whole.isEmpty();
    }

    /** Whether there is something to look for, but nothing of which words are made: nothing can be found. */
    boolean isHopeless() {
        return !isEmpty() && words.isEmpty();
    }
}
