package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** To whom and since when a track is there. */
public record TrackRelease(
        boolean isUnlisted,
        boolean isScheduledRelease,
        Instant releaseDate,
        boolean isStreamGated,
        @Nullable JsonNode streamConditions,
        boolean isDownloadGated,
        @Nullable JsonNode downloadConditions,
        boolean isDownloadable,
        boolean isOriginalAvailable)
        implements Release<TrackRelease> {
    public TrackRelease {
        streamConditions = Json.orAbsent(streamConditions);
        downloadConditions = Json.orAbsent(downloadConditions);
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
                isOriginalAvailable);
    }
}
