package org.antiphon.discovery.model;

import org.jspecify.annotations.Nullable;

/**
 * How a user came to be, for which others are rewarded.
 *
 * @param referrer the user who brought this one
 * @param isMobileUser whether the user ever used a phone
 */
public record UserEvents(long userId, @Nullable Long referrer, boolean isMobileUser, long blockNumber) implements Row {
    @Override
    public Key.UserEventsKey key() {
        return new Key.UserEventsKey(userId);
    }
}
