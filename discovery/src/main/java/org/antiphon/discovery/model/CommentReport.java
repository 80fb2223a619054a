package org.antiphon.discovery.model;

import java.time.Instant;

/** A user thinks that a comment should not be there. */
public record CommentReport(long userId, long commentId, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.CommentReportKey key() {
        return new Key.CommentReportKey(userId, commentId);
    }
}
