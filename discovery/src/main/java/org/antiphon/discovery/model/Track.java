package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A track.
 *
 * @param slug the current one; the track is also found by the slugs it had before
 * @param details must not be called as one of its own parts is: unwrapped, the two would be one JSON name
 * @param pinnedCommentId the comment that the artist put above the others
 */
public record Track(
        long trackId,
        long ownerId,
        String slug,
        @JsonUnwrapped TrackDescription details,
        @JsonUnwrapped TrackAudio audio,
        @JsonUnwrapped TrackRelease release,
        @JsonUnwrapped TrackCredits credits,
        @JsonUnwrapped Ddex ddex,
        @Nullable Long pinnedCommentId,
        boolean isDelete,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Item {
    @Override
    public Key.TrackKey key() {
        return new Key.TrackKey(trackId);
    }

    /** Of a stem the track it is a part of, else the track itself. */
    public long wholeTrackId() {
        var stemOf = details.stemOf();
        return stemOf == null ? trackId : stemOf.path("parent_track_id").asLong(trackId);
    }

    /** Whether the track appears in lists: neither deleted nor unlisted, and no stem of another track. */
    @JsonIgnore
    public boolean isListed() {
        return !isDelete && !release.isUnlisted() && details.stemOf() == null;
    }

    @Override
    public boolean isHidden() {
        return release.isUnlisted();
    }

    @Override
    public String itemType() {
        return TRACK;
    }

    /** The same under a slug and with a release. */
    public Track released(String newSlug, TrackRelease newRelease) {
        return new Track(
                trackId,
                ownerId,
                newSlug,
                details,
                audio,
                newRelease,
                credits,
                ddex,
                pinnedCommentId,
                isDelete,
                createdAt,
                updatedAt,
                blockNumber);
    }

    /** The same with a comment above the others, or with none. */
    public Track pinned(@Nullable Long commentId, long block) {
        return new Track(
                trackId, ownerId, slug, details, audio, release, credits, ddex, commentId, isDelete, createdAt,
                updatedAt, block);
    }

    @Override
    public Track deleted(Instant time, long block) {
        return new Track(
                trackId,
                ownerId,
                slug,
                details,
                audio,
                release,
                credits,
                ddex,
                pinnedCommentId,
                true,
                createdAt,
                time,
                block);
    }
}
