package org.antiphon.discovery.model;

/** The counters of a comment. */
public record CommentCounts(long commentId, int reactCount) implements Row {
    /** The counters of a comment of which nothing is counted yet. */
    public static CommentCounts none(long commentId) {
        return new CommentCounts(commentId, 0);
    }

    @Override
    public Key.CommentCountsKey key() {
        return new Key.CommentCountsKey(commentId);
    }

    /** With {@code change} more users who like it. */
    public CommentCounts reactions(int change) {
        return new CommentCounts(commentId, reactCount + change);
    }
}
