package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Comment;
import org.jspecify.annotations.Nullable;

/** What all rules about comments ask. */
final class Comments {
    private Comments() {}

    /** The rejection, or null when the comment is there. */
    static @Nullable Verdict refuseMissing(String field, long id, @Nullable Comment comment) {
        return comment != null && !comment.isDelete()
                ? null
                : Verdict.reject(Rejection.COMMENT_UNKNOWN, "%s: %d (expected: an existing comment)", field, id);
    }

    /** The rejection, or null when the comment that the action is about is there. */
    static @Nullable Verdict refuseMissing(Action action, State state) {
        return refuseMissing("entity_id", action.entityId(), state.comment(action.entityId()));
    }

    /** Whether the user published the track that the comment is on. */
    static boolean isOnOwnTrack(Action action, Comment comment, State state) {
        var track = state.track(comment.trackId());
        return track != null && track.ownerId() == action.userId();
    }
}
