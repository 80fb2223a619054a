package org.antiphon.discovery.model;

/** The counters of a playlist or an album. */
public record PlaylistCounts(long playlistId, int repostCount, int saveCount, int shareCount) implements Row {
    /** The counters of a playlist of which nothing is counted yet. */
    public static PlaylistCounts none(long playlistId) {
        return new PlaylistCounts(playlistId, 0, 0, 0);
    }

    @Override
    public Key.PlaylistCountsKey key() {
        return new Key.PlaylistCountsKey(playlistId);
    }

    /** With {@code change} more reposts. */
    public PlaylistCounts reposts(int change) {
        return new PlaylistCounts(playlistId, repostCount + change, saveCount, shareCount);
    }

    /** With {@code change} more saves. */
    public PlaylistCounts saves(int change) {
        return new PlaylistCounts(playlistId, repostCount, saveCount + change, shareCount);
    }

    /** With {@code change} more shares. */
    public PlaylistCounts shares(int change) {
        return new PlaylistCounts(playlistId, repostCount, saveCount, shareCount + change);
    }
}
