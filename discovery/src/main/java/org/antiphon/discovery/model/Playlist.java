package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A playlist or an album.
 *
 * @param slug the current one; the playlist is also found by the slugs it had before
 * @param playlistContents in order, {@code [{"track_id": 1, "timestamp": …, "metadata_timestamp": …}]}: in seconds when
 *     the track was put there by the chain's clock, and what the client said
 */
public record Playlist(
        long playlistId,
        long ownerId,
        String slug,
        @JsonUnwrapped PlaylistDescription details,
        @JsonUnwrapped PlaylistRelease release,
        @JsonUnwrapped Ddex ddex,
        JsonNode playlistContents,
        boolean isDelete,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Item {
    @Override
    public Key.PlaylistKey key() {
        return new Key.PlaylistKey(playlistId);
    }

    @Override
    public boolean isHidden() {
        return release.isPrivate();
    }

    @Override
    public String itemType() {
        return details.isAlbum() ? ALBUM : PLAYLIST;
    }

    /** The same under a slug and with a release. */
    public Playlist released(String newSlug, PlaylistRelease newRelease) {
        return new Playlist(
                playlistId,
                ownerId,
                newSlug,
                details,
                newRelease,
                ddex,
                playlistContents,
                isDelete,
                createdAt,
                updatedAt,
                blockNumber);
    }

    @Override
    public Playlist deleted(Instant time, long block) {
        return new Playlist(
                playlistId, ownerId, slug, details, release, ddex, playlistContents, true, createdAt, time, block);
    }
}
