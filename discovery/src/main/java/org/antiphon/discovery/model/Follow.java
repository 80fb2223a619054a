package org.antiphon.discovery.model;

import java.time.Instant;

/** One user follows another. */
public record Follow(long followerId, long followeeId, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.FollowKey key() {
        return new Key.FollowKey(followerId, followeeId);
    }
}
