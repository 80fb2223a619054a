package org.antiphon.discovery.model;

/** The counters of a user. */
public record UserCounts(
        long userId, int followerCount, int followeeCount, int trackCount, int repostCount, int saveCount)
        implements Row {
    /** The counters of a user of whom nothing is counted yet. */
    public static UserCounts none(long userId) {
        return new UserCounts(userId, 0, 0, 0, 0, 0);
    }

    @Override
    public Key.UserCountsKey key() {
        return new Key.UserCountsKey(userId);
    }

    /** With {@code change} more users who follow this user. */
    public UserCounts followers(int change) {
        return new UserCounts(userId, followerCount + change, followeeCount, trackCount, repostCount, saveCount);
    }

    /** With {@code change} more users whom this user follows. */
    public UserCounts followees(int change) {
        return new UserCounts(userId, followerCount, followeeCount + change, trackCount, repostCount, saveCount);
    }

    /** With {@code change} more listed tracks. */
    public UserCounts tracks(int change) {
        return new UserCounts(userId, followerCount, followeeCount, trackCount + change, repostCount, saveCount);
    }

    /** With {@code change} more reposts made. */
    public UserCounts reposts(int change) {
        return new UserCounts(userId, followerCount, followeeCount, trackCount, repostCount + change, saveCount);
    }

    /** With {@code change} more saves made. */
    public UserCounts saves(int change) {
        return new UserCounts(userId, followerCount, followeeCount, trackCount, repostCount, saveCount + change);
    }
}
