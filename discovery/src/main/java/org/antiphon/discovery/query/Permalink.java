package org.antiphon.discovery.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The path of a track's page, {@code /handle/slug}. */
public record Permalink(String handle, String slug) {
    /** Reads a path, with or without the slash in front and with or without percent escapes. */
    static Optional<Permalink> parse(String path) {
        var parts = (path.startsWith("/") ? path.substring(1) : path).split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty() || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Permalink(parts[0].toLowerCase(Locale.ROOT), decoded(parts[1])));
    }

    private static String decoded(String slug) {
        try {
            return URLDecoder.decode(slug.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT)
                    .replace("\0", "");
        } catch (IllegalArgumentException notEscaped) {
            return slug.toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "/" + handle + "/" + slug;
    }
}
