package org.antiphon.discovery.model;

import java.time.Instant;

/**
 * A user shared an item, once or more often.
 *
 * @param itemType what kind of thing the item is, e.g. {@link Item#TRACK}
 */
public record Share(long userId, String itemType, long itemId, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.ShareKey key() {
        return new Key.ShareKey(userId, itemType, itemId);
    }
}
