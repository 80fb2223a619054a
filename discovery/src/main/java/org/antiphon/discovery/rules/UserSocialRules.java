package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.MutedUser;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Subscription;
import org.jspecify.annotations.Nullable;

/** Users follow one another, subscribe to hear of one another's new work, and mute whose comments they don't want. */
final class UserSocialRules extends MarkRules {
    @Override
    void readTarget(Action action, Reads reads) {
        reads.user(action.entityId());
    }

    @Override
    @Nullable
    Verdict refuseTarget(Action action, State state) {
        if (action.entityId() == action.userId()) {
            return Verdict.reject(Rejection.OWN_ITEM, "entity_id: %d (expected: another user)", action.entityId());
        }
        var target = state.user(action.entityId());
        return target != null && !target.isDeactivated()
                ? null
                : Verdict.reject(
                        Rejection.USER_UNKNOWN, "entity_id: %d (expected: an existing user)", action.entityId());
    }

    @Override
    Row mark(Action action) {
        long user = action.userId();
        long other = action.entityId();
        return switch (action.action()) {
            case "Follow", "Unfollow" -> new Follow(user, other, action.time(), action.blockNumber());
            case "Subscribe", "Unsubscribe" -> new Subscription(user, other, action.time(), action.blockNumber());
            default -> new MutedUser(user, other, action.time(), action.blockNumber());
        };
    }
}
