package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;

import org.antiphon.discovery.model.Comment;
import org.antiphon.discovery.model.Track;

/** Artists put one comment of a track above the others; the one that was there before goes back among them. */
final class CommentPinRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.comment(action.entityId());
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused =
                Verdict.firstOf(() -> SignerRule.refuse(action, state), () -> Comments.refuseMissing(action, state));
        if (refused != null) {
            return refused;
        }
        var comment = requireNonNull(state.comment(action.entityId()));
        var track = requireNonNull(state.track(comment.trackId()));
        if (track.ownerId() != action.userId()) {
            return Verdict.reject(
                    Rejection.NOT_OWNER,
                    "user_id: %d (expected: the track's owner %d)",
                    action.userId(),
                    track.ownerId());
        }
        boolean pins = action.action().equals("Pin");
        var missing = ItemKind.TRACK.refuseMissing("track_id", track.trackId(), track);
        if (missing != null || pins == isPinned(comment, track)) {
            return missing != null ? missing : Verdict.accept();
        }
        return Verdict.accept(new Change.Put(track.pinned(pins ? comment.commentId() : null, action.blockNumber())));
    }

    static boolean isPinned(Comment comment, Track track) {
        var pinned = track.pinnedCommentId();
        return pinned != null && pinned == comment.commentId();
    }
}
