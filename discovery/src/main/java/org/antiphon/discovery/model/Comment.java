package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a listener wrote about a track.
 *
 * @param parentCommentId the comment that this one answers
 * @param mentions the users who are named in it, a list of ids
 * @param trackTimestampS the moment of the track it is about, in seconds from its beginning
 */
public record Comment(
        long commentId,
        long userId,
        long trackId,
        @Nullable Long parentCommentId,
        String body,
        @Nullable JsonNode mentions,
        @Nullable Integer trackTimestampS,
        boolean isEdited,
        boolean isDelete,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {

    public Comment {
        mentions = Json.orAbsent(mentions);
    }

    @Override
    public Key.CommentKey key() {
        return new Key.CommentKey(commentId);
    }

    /** The comment in other words. */
    public Comment edited(String newBody, @Nullable JsonNode newMentions, Instant time, long block) {
        return new Comment(
                commentId,
                userId,
                trackId,
                parentCommentId,
                newBody,
                newMentions,
                trackTimestampS,
                isEdited || !newBody.equals(body),
                isDelete,
                createdAt,
                time,
                block);
    }

    /** The comment taken away; answers to it stay. */
    public Comment deleted(Instant time, long block) {
        return new Comment(
                commentId,
                userId,
                trackId,
                parentCommentId,
                body,
                mentions,
                trackTimestampS,
                isEdited,
                true,
                createdAt,
                time,
                block);
    }
}
