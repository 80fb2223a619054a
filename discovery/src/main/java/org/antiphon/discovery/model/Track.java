package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A track.
 *
 * @param slug the current one; the track is also found by the slugs it had before
 * @param details must not be called as one of its own parts is: unwrapped, the two would be one JSON name
 */
public record Track(
        long trackId,
        long ownerId,
        String slug,
        @JsonUnwrapped TrackDescription details,
        @JsonUnwrapped TrackAudio audio,
        @JsonUnwrapped TrackRelease release,
        boolean isDelete,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    @Override
    public Key.TrackKey key() {
        return new Key.TrackKey(trackId);
    }

    /** Whether the track appears in lists: neither deleted nor unlisted, and no stem of another track. */
    public boolean isListed() {
        return !isDelete && !release.isUnlisted() && details.stemOf() == null;
    }

    /** The track as its artist deleted it. */
    public Track deleted(Instant time, long block) {
        return new Track(trackId, ownerId, slug, details, audio, release, true, createdAt, time, block);
    }
}
