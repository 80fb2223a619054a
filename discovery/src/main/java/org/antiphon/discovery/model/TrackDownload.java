package org.antiphon.discovery.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user downloaded a track; more than one time in a block is once.
 *
 * @param parentTrackId of a stem the track it is a part of, else the track itself
 */
public record TrackDownload(
        long trackId,
        long userId,
        long blockNumber,
        long parentTrackId,
        @Nullable String city,
        @Nullable String region,
        @Nullable String country,
        Instant createdAt)
        implements Row {
    @Override
    public Key.TrackDownloadKey key() {
        return new Key.TrackDownloadKey(trackId, userId, blockNumber);
    }
}
