package org.antiphon.discovery.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The last part of a track's permalink, from its title. All slugs a track can come to have are known beforehand, so that
 * one look at the database tells which of them are free.
 */
final class Slugs {
    private static final Pattern NO_PART = Pattern.compile("[^\\p{L}\\p{M}\\p{N}_\\s-]");
    private static final Pattern GAP = Pattern.compile("[\\s-]+");
    private static final Pattern EDGE = Pattern.compile("^-|-$");
    private static final int NUMBERED = 9;

    private Slugs() {}

    /**
     * The slugs to try, best first: {@code title}, {@code title-1} … {@code title-9}, {@code title--2000001}. No title
     * makes two hyphens in a row, so the last one, with the track's id, is always free.
     */
    static List<String> candidates(String title, long trackId) {
        var base = base(title, trackId);
        var slugs = new ArrayList<>(List.of(base));
        for (int number = 1; number <= NUMBERED; number++) {
            slugs.add(base + "-" + number);
        }
        slugs.add(base + "--" + trackId);
        return slugs;
    }

    private static String base(String title, long trackId) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        var parts = GAP.matcher(NO_PART.matcher(plain).replaceAll("")).replaceAll("-");
        var slug = EDGE.matcher(parts).replaceAll("");
        return slug.isEmpty() ? Long.toString(trackId) : slug;
    }
}
