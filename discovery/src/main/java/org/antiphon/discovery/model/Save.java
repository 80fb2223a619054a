package org.antiphon.discovery.model;

import java.time.Instant;

/**
 * A user saved an item.
 *
 * @param itemType what kind of thing the item is, e.g. {@link Item#TRACK}
 * @param ofRepost whether the user met the item as somebody's repost
 */
public record Save(long userId, String itemType, long itemId, boolean ofRepost, Instant createdAt, long blockNumber)
        implements Row {
    @Override
    public Key.SaveKey key() {
        return new Key.SaveKey(userId, itemType, itemId);
    }
}
