package org.antiphon.discovery.model;

import java.time.Instant;

/** A user looked at the notifications: those from before are no news any more. */
public record NotificationSeen(long userId, Instant seenAt, long blockNumber) implements Row {
    @Override
    public Key.NotificationSeenKey key() {
        return new Key.NotificationSeenKey(userId, seenAt);
    }
}
