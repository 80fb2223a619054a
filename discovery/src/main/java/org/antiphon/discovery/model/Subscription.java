package org.antiphon.discovery.model;

import java.time.Instant;

/** One user wants to hear of another's new work. */
public record Subscription(long subscriberId, long userId, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.SubscriptionKey key() {
        return new Key.SubscriptionKey(subscriberId, userId);
    }
}
