package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a label's delivery (DDEX) tells about an item.
 *
 * @param ddexApp the address of the app that delivered it; null when the artist published it
 * @param copyrightLine {@code {"year": …, "text": …}}
 */
public record Ddex(
        @Nullable String ddexApp,
        @Nullable JsonNode ddexReleaseIds,
        @Nullable JsonNode artists,
        @Nullable JsonNode copyrightLine,
        @Nullable JsonNode producerCopyrightLine,
        @Nullable String parentalWarningType) {
    /** Nothing delivered. */
    public static final Ddex NONE = new Ddex(null, null, null, null, null, null);

    public Ddex {
        ddexReleaseIds = Json.orAbsent(ddexReleaseIds);
        artists = Json.orAbsent(artists);
        copyrightLine = Json.orAbsent(copyrightLine);
        producerCopyrightLine = Json.orAbsent(producerCopyrightLine);
    }
}
