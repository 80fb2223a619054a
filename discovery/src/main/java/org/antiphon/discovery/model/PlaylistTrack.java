package org.antiphon.discovery.model;

import java.time.Instant;
import java.util.List;

/**
 * That a track is, or was, in a playlist, however often.
 *
 * @param isRemoved whether it no longer is; who bought an album keeps what was in it
 */
public record PlaylistTrack(
        long playlistId, long trackId, boolean isRemoved, Instant createdAt, Instant updatedAt, long blockNumber)
        implements Row {
    @Override
    public Key.PlaylistTrackKey key() {
        return new Key.PlaylistTrackKey(playlistId, trackId);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return isRemoved ? List.of() : List.of(new Lookup.TracksInPlaylist(playlistId));
    }

    /** The same, gone from or back in the playlist. */
    public PlaylistTrack removed(boolean removed, Instant time, long block) {
        return new PlaylistTrack(playlistId, trackId, removed, createdAt, time, block);
    }
}
