package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * To whom and since when a track is there.
 *
 * @param allowedApiKeys the apps that may stream it, a list of texts; null for all
 * @param accessAuthorities the addresses that may let others listen, a list of texts
 */
public record TrackRelease(
        boolean isUnlisted,
        boolean isScheduledRelease,
        Instant releaseDate,
        boolean isStreamGated,
        @Nullable JsonNode streamConditions,
        boolean isDownloadGated,
        @Nullable JsonNode downloadConditions,
        boolean isDownloadable,
        boolean isOriginalAvailable,
        @Nullable JsonNode allowedApiKeys,
        @Nullable JsonNode accessAuthorities)
        implements Release<TrackRelease> {
    public TrackRelease {
        streamConditions = Json.orAbsent(streamConditions);
        downloadConditions = Json.orAbsent(downloadConditions);
        allowedApiKeys = Json.orAbsent(allowedApiKeys);
        accessAuthorities = Json.orAbsent(accessAuthorities);
    }

    @Override
    public boolean isHidden() {
        return isUnlisted;
    }

    @Override
    public TrackRelease releasedAt(Instant date) {
        return new TrackRelease(
                isUnlisted,
                false,
                date,
                isStreamGated,
                streamConditions,
                isDownloadGated,
                downloadConditions,
                isDownloadable,
                isOriginalAvailable,
                allowedApiKeys,
                accessAuthorities);
    }
}
