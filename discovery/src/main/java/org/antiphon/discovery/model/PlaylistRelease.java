package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** To whom and since when a playlist or an album is there. */
public record PlaylistRelease(
        boolean isPrivate,
        boolean isScheduledRelease,
        Instant releaseDate,
        boolean isStreamGated,
        @Nullable JsonNode streamConditions)
        implements Release<PlaylistRelease> {
    public PlaylistRelease {
        streamConditions = Json.orAbsent(streamConditions);
    }

    @Override
    public boolean isHidden() {
        return isPrivate;
    }

    @Override
    public PlaylistRelease releasedAt(Instant date) {
        return new PlaylistRelease(isPrivate, false, date, isStreamGated, streamConditions);
    }
}
