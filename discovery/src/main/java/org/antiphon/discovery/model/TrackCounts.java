package org.antiphon.discovery.model;

/** The counters of a track. */
public record TrackCounts(
        long trackId,
        int repostCount,
        int saveCount,
        int playCount,
        int shareCount,
        int downloadCount,
        int commentCount)
        implements Row {
    /** The counters of a track of which nothing is counted yet. */
    public static TrackCounts none(long trackId) {
        return new TrackCounts(trackId, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public Key.TrackCountsKey key() {
        return new Key.TrackCountsKey(trackId);
    }

    /** With {@code change} more reposts. */
    public TrackCounts reposts(int change) {
        return new TrackCounts(
                trackId, repostCount + change, saveCount, playCount, shareCount, downloadCount, commentCount);
    }

    /** With {@code change} more saves. */
    public TrackCounts saves(int change) {
        return new TrackCounts(
                trackId, repostCount, saveCount + change, playCount, shareCount, downloadCount, commentCount);
    }

    /** With {@code change} more plays. */
    public TrackCounts plays(int change) {
        return new TrackCounts(
                trackId, repostCount, saveCount, playCount + change, shareCount, downloadCount, commentCount);
    }

    /** With {@code change} more shares. */
    public TrackCounts shares(int change) {
        return new TrackCounts(
                trackId, repostCount, saveCount, playCount, shareCount + change, downloadCount, commentCount);
    }

    /** With {@code change} more downloads. */
    public TrackCounts downloads(int change) {
        return new TrackCounts(
                trackId, repostCount, saveCount, playCount, shareCount, downloadCount + change, commentCount);
    }

    /** With {@code change} more comments. */
    public TrackCounts comments(int change) {
        return new TrackCounts(
                trackId, repostCount, saveCount, playCount, shareCount, downloadCount, commentCount + change);
    }
}
