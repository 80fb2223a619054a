package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.CommentReaction;
import org.antiphon.discovery.model.CommentReport;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/** Listeners like comments, and report those that should not be there. */
final class CommentSocialRules extends MarkRules {
    @Override
    void readTarget(Action action, Reads reads) {
        reads.comment(action.entityId());
    }

    @Override
    @Nullable
    Verdict refuseTarget(Action action, State state) {
        return Comments.refuseMissing(action, state);
    }

    @Override
    Row mark(Action action) {
        return action.action().equals("Report")
                ? new CommentReport(action.userId(), action.entityId(), action.time(), action.blockNumber())
                : new CommentReaction(action.userId(), action.entityId(), action.time(), action.blockNumber());
    }
}
