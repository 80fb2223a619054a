package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Who else has a part in a track.
 *
 * @param aiAttributionUserId the user in whose style a machine made it
 * @param coverOriginalSongTitle of the song that this is a cover of
 */
public record TrackCredits(
        @Nullable Long aiAttributionUserId,
        @Nullable String coverOriginalSongTitle,
        @Nullable String coverOriginalArtist,
        @Nullable String creditsSplits,
        @Nullable JsonNode resourceContributors,
        @Nullable JsonNode indirectResourceContributors,
        @Nullable JsonNode rightsController) {
    /** Nobody else. */
    public static final TrackCredits NONE = new TrackCredits(null, null, null, null, null, null, null);

    public TrackCredits {
        resourceContributors = Json.orAbsent(resourceContributors);
        indirectResourceContributors = Json.orAbsent(indirectResourceContributors);
        rightsController = Json.orAbsent(rightsController);
    }
}
