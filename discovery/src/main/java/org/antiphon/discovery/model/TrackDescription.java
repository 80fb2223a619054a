package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the artist tells about a track.
 *
 * @param fieldVisibility which parts the artist shows, {@code {"genre": true, …}}
 * @param remixOf the parents, {@code {"tracks": [{"parent_track_id": 1}]}}
 * @param stemOf the track that this one is a stem of, {@code {"parent_track_id": 1, "category": "…"}}
 */
public record TrackDescription(
        String title,
        String genre,
        @Nullable String mood,
        @Nullable String tags,
        @Nullable String description,
        @Nullable String coverArtSizes,
        @Nullable String isrc,
        @Nullable String iswc,
        @Nullable String license,
        @Nullable JsonNode fieldVisibility,
        @Nullable JsonNode remixOf,
        @Nullable JsonNode stemOf,
        boolean commentsDisabled,
        boolean isOwnedByUser) {
    public TrackDescription {
        fieldVisibility = Json.orAbsent(fieldVisibility);
        remixOf = Json.orAbsent(remixOf);
        stemOf = Json.orAbsent(stemOf);
    }
}
