package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A track.
 *
 * @param slug the current one; the track is also found by the slugs it had before
 */
public record Track(
        long trackId,
        long ownerId,
        String slug,
        @JsonUnwrapped TrackDescription description,
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
        return !isDelete && !release.isUnlisted() && description.stemOf() == null;
    }

    /** The track as its artist deleted it. */
    public Track deleted(Instant time, long block) {
        return new Track(trackId, ownerId, slug, description, audio, release, true, createdAt, time, block);
    }
}
