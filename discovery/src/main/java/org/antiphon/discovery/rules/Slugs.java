package org.antiphon.discovery.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last part of an item's permalink, from its title. All slugs an item can come to have are known beforehand, so that
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
     * makes two hyphens in a row, so the last one, with the item's id, is always free.
     */
    static List<String> candidates(String title, long id) {
        var base = base(title, id);
        var slugs = new ArrayList<>(List.of(base));
        for (int number = 1; number <= NUMBERED; number++) {
            slugs.add(base + "-" + number);
        }
        slugs.add(base + "--" + id);
        return slugs;
    }

    /**
     * The first of them that is free or leads to the item already.
     *
     * @param holder the id of the item that a slug leads to, or null
     */
    static String choose(String title, long id, Function<String, @Nullable Long> holder) {
        for (var slug : candidates(title, id)) {
            var held = holder.apply(slug);
            if (held == null || held == id) {
                return slug;
            }
        }
        throw new IllegalStateException("the slug with the id %d is taken".formatted(id));
    }

    private static String base(String title, long id) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        var parts = GAP.matcher(NO_PART.matcher(plain).replaceAll("")).replaceAll("-");
        var slug = EDGE.matcher(parts).replaceAll("");
        return slug.isEmpty() ? Long.toString(id) : slug;
    }
}
