package org.antiphon.discovery.model;

import java.time.Instant;

/**
 * A user wants to hear nothing of the comments on an item.
 *
 * @param itemType {@link Item#TRACK}, or {@link Item#COMMENT} for the answers to a comment
 */
public record CommentNotificationMute(long userId, String itemType, long itemId, Instant createdAt, long blockNumber)
        implements Row {
    @Override
    public Key.CommentNotificationMuteKey key() {
        return new Key.CommentNotificationMuteKey(userId, itemType, itemId);
    }
}
