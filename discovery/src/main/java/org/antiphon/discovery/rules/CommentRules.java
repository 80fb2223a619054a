package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.antiphon.discovery.model.Comment;
import org.antiphon.discovery.model.Item;
import org.antiphon.discovery.model.Key;
import org.jspecify.annotations.Nullable;

/**
 * Listeners write about tracks, and answer one another. Authors change what they wrote; they and the artist take it
 * away.
 */
final class CommentRules implements EntityRules {
    static final int MAX_LENGTH = 400;
    static final int MAX_MENTIONS = 100;

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.comment(action.entityId());
        if (action.action().equals("Create")) {
            var in = new FieldReader(action.metadata().fieldsOrNone());
            reads.track(in.requiredId("entity_id"));
            var parent = parent(in);
            if (parent != null) {
                reads.row(new Key.CommentKey(parent));
            }
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return switch (action.action()) {
            case "Create" -> action.withFields(fields -> create(action, fields.data(), state));
            case "Update" -> update(action, state);
            default -> delete(action, state);
        };
    }

    private static Verdict create(Action action, ObjectNode data, State state) {
        var in = new FieldReader(data);
        in.word("entity_type", Item.TRACK);
        var comment = comment(action, in);
        var refused = Verdict.firstOf(
                () -> Ids.refuseNew(action.entityId(), Ids.FIRST_COMMENT, state.comment(action.entityId())),
                in::refuse,
                () -> refuseTrack(comment, state),
                () -> refuseParent(comment, state));
        return refused != null ? refused : Verdict.accept(new Change.Put(comment));
    }

    private static Comment comment(Action action, FieldReader in) {
        var moment = in.number("track_timestamp_s", TrackMetadata.MAX_SECONDS, null);
        return new Comment(
                action.entityId(),
                action.userId(),
                in.requiredId("entity_id"),
                parent(in),
                in.requiredText("body", MAX_LENGTH, ""),
                in.ids("mentions", MAX_MENTIONS, null),
                moment == null ? null : moment.intValue(),
                false,
                false,
                action.time(),
                action.time(),
                action.blockNumber());
    }

    /** Clients of some versions send it under the other name, or under both. */
    private static @Nullable Long parent(FieldReader in) {
        return in.id("parent_comment_id", in.id("parent_id", null));
    }

    private static @Nullable Verdict refuseTrack(Comment comment, State state) {
        var track = state.track(comment.trackId());
        var missing = ItemKind.TRACK.refuseMissing("entity_id", comment.trackId(), track);
        return missing != null || !requireNonNull(track).details().commentsDisabled()
                ? missing
                : Verdict.reject(
                        Rejection.COMMENTS_DISABLED,
                        "entity_id: %d (expected: a track that may be commented on)",
                        comment.trackId());
    }

    private static @Nullable Verdict refuseParent(Comment comment, State state) {
        var id = comment.parentCommentId();
        if (id == null) {
            return null;
        }
        var parent = state.comment(id);
        var missing = Comments.refuseMissing("parent_comment_id", id, parent);
        return missing != null || requireNonNull(parent).trackId() == comment.trackId()
                ? missing
                : Verdict.reject(
                        Rejection.METADATA_INVALID,
                        "parent_comment_id: %d (expected: a comment on track %d)",
                        id,
                        comment.trackId());
    }

    private static Verdict update(Action action, State state) {
        var refused = Comments.refuseMissing(action, state);
        if (refused != null) {
            return refused;
        }
        var comment = requireNonNull(state.comment(action.entityId()));
        return comment.userId() == action.userId()
                ? action.withFields(fields -> edit(action, comment, new FieldReader(fields.data())))
                : refuseOthers(action, "author %d".formatted(comment.userId()));
    }

    private static Verdict edit(Action action, Comment comment, FieldReader in) {
        var edited = comment.edited(
                in.requiredText("body", MAX_LENGTH, comment.body()),
                in.ids("mentions", MAX_MENTIONS, comment.mentions()),
                action.time(),
                action.blockNumber());
        var refused = in.refuse();
        return refused != null ? refused : Verdict.accept(new Change.Put(edited));
    }

    private static Verdict delete(Action action, State state) {
        var refused = Comments.refuseMissing(action, state);
        if (refused != null) {
            return refused;
        }
        var comment = requireNonNull(state.comment(action.entityId()));
        if (comment.userId() != action.userId() && !Comments.isOnOwnTrack(action, comment, state)) {
            return refuseOthers(action, "author %d or the artist".formatted(comment.userId()));
        }
        var deleted = Verdict.accept(new Change.Put(comment.deleted(action.time(), action.blockNumber())));
        var track = requireNonNull(state.track(comment.trackId()));
        return CommentPinRules.isPinned(comment, track)
                ? deleted.and(new Change.Put(track.pinned(null, action.blockNumber())))
                : deleted;
    }

    private static Verdict refuseOthers(Action action, String expected) {
        return Verdict.reject(
                Rejection.NOT_OWNER, "user_id: %d (expected: the comment's %s)", action.userId(), expected);
    }
}
