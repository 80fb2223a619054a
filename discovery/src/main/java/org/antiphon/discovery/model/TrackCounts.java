package org.antiphon.discovery.model;

/** The counters of a track. */
public record TrackCounts(long trackId, int repostCount, int saveCount, int playCount) implements Row {
    /** The counters of a track of which nothing is counted yet. */
    public static TrackCounts none(long trackId) {
        return new TrackCounts(trackId, 0, 0, 0);
    }

    @Override
    public Key.TrackCountsKey key() {
        return new Key.TrackCountsKey(trackId);
    }

    /** With {@code change} more reposts. */
    public TrackCounts reposts(int change) {
        return new TrackCounts(trackId, repostCount + change, saveCount, playCount);
    }

    /** With {@code change} more saves. */
    public TrackCounts saves(int change) {
        return new TrackCounts(trackId, repostCount, saveCount + change, playCount);
    }

    /** With {@code change} more plays. */
    public TrackCounts plays(int change) {
        return new TrackCounts(trackId, repostCount, saveCount, playCount + change);
    }
}
