package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What users decide about themselves beyond their profile.
 *
 * @param allowAiAttribution whether others may name the user as the one in whose style a machine made a track
 * @param playlistLibrary the folders in which the user keeps playlists, {@code {"contents": […]}}
 * @param hasCollectibles whether the profile shows any
 * @param profileType what the user is other than an artist or a listener, e.g. {@code label}
 * @param coinFlairMint the coin whose sign stands beside the name
 */
public record UserSettings(
        boolean allowAiAttribution,
        @Nullable JsonNode playlistLibrary,
        boolean hasCollectibles,
        @Nullable String profileType,
        @Nullable String coinFlairMint) {
    /** Nothing decided. */
    public static final UserSettings NONE = new UserSettings(false, null, false, null, null);

    public UserSettings {
        playlistLibrary = Json.orAbsent(playlistLibrary);
    }
}
