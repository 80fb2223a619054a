package org.antiphon.discovery.model;

import java.time.Instant;

/** What names a row. Each table has its own type, so that rows of all tables can stand in one map. */
public sealed interface Key {
    /** A user. */
    record UserKey(long userId) implements Key {}

    /** A track. */
    record TrackKey(long trackId) implements Key {}

    /** A permalink of an artist. */
    record RouteKey(long ownerId, String slug) implements Key {}

    /** That one user follows another. */
    record FollowKey(long followerId, long followeeId) implements Key {}

    /** That a user saved an item. */
    record SaveKey(long userId, String itemType, long itemId) implements Key {}

    /** That a user reposted an item. */
    record RepostKey(long userId, String itemType, long itemId) implements Key {}

    /** The counters of a user. */
    record UserCountsKey(long userId) implements Key {}

    /** The counters of a track. */
    record TrackCountsKey(long trackId) implements Key {}

    /** The plays of a track in the hour that begins at {@code hour}. */
    record HourlyPlaysKey(long trackId, Instant hour) implements Key {}
}
