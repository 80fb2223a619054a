package org.antiphon.discovery.model;

/** The counters of a user. */
public record UserCounts(
        long userId,
        int followerCount,
        int followeeCount,
        int trackCount,
        int repostCount,
        int saveCount,
        int playlistCount,
        int albumCount,
        int subscriberCount)
        implements Row {
    /** The counters of a user of whom nothing is counted yet. */
    public static UserCounts none(long userId) {
        return new UserCounts(userId, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public Key.UserCountsKey key() {
        return new Key.UserCountsKey(userId);
    }

    /** With {@code change} more users who follow this user. */
    public UserCounts followers(int change) {
        return new UserCounts(
                userId,
                followerCount + change,
                followeeCount,
                trackCount,
                repostCount,
                saveCount,
                playlistCount,
                albumCount,
                subscriberCount);
    }

    /** With {@code change} more users whom this user follows. */
    public UserCounts followees(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount + change,
                trackCount,
                repostCount,
                saveCount,
                playlistCount,
                albumCount,
                subscriberCount);
    }

    /** With {@code change} more listed tracks. */
    public UserCounts tracks(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount,
                trackCount + change,
                repostCount,
                saveCount,
                playlistCount,
                albumCount,
                subscriberCount);
    }

    /** With {@code change} more reposts made. */
    public UserCounts reposts(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount,
                trackCount,
                repostCount + change,
                saveCount,
                playlistCount,
                albumCount,
                subscriberCount);
    }

    /** With {@code change} more saves made. */
    public UserCounts saves(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount,
                trackCount,
                repostCount,
                saveCount + change,
                playlistCount,
                albumCount,
                subscriberCount);
    }

    /** With {@code change} more public playlists. */
    public UserCounts playlists(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount,
                trackCount,
                repostCount,
                saveCount,
                playlistCount + change,
                albumCount,
                subscriberCount);
    }

    /** With {@code change} more public albums. */
    public UserCounts albums(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount,
                trackCount,
                repostCount,
                saveCount,
                playlistCount,
                albumCount + change,
                subscriberCount);
    }

    /** With {@code change} more users who want to hear of this user's new work. */
    public UserCounts subscribers(int change) {
        return new UserCounts(
                userId,
                followerCount,
                followeeCount,
                trackCount,
                repostCount,
                saveCount,
                playlistCount,
                albumCount,
                subscriberCount + change);
    }
}
