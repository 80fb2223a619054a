package org.antiphon.discovery.model;

import java.time.Instant;

/** A user likes a comment. */
public record CommentReaction(long userId, long commentId, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.CommentReactionKey key() {
        return new Key.CommentReactionKey(userId, commentId);
    }
}
