package org.antiphon.discovery.model;

import java.time.Instant;

/** A user wants to see no comments of another. */
public record MutedUser(long userId, long mutedUserId, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.MutedUserKey key() {
        return new Key.MutedUserKey(userId, mutedUserId);
    }
}
