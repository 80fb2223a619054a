package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Subscription;
import org.jspecify.annotations.Nullable;

/** Users follow one another, and subscribe to hear of one another's new work. */
final class UserSocialRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.user(action.entityId());
        keys(action).forEach(reads::row);
    }

    @Override
    public Verdict judge(Action action, State state) {
        boolean isUndo = action.action().startsWith("Un");
        var refused = Verdict.firstOf(
                () -> SignerRule.refuse(action, state), () -> isUndo ? null : refuseTarget(action, state));
        if (refused != null) {
            return refused;
        }
        return isUndo ? Marks.remove(keys(action), state) : Marks.put(mark(action), keys(action), state);
    }

    private static @Nullable Verdict refuseTarget(Action action, State state) {
        if (action.entityId() == action.userId()) {
            return Verdict.reject(Rejection.OWN_ITEM, "entity_id: %d (expected: another user)", action.entityId());
        }
        var target = state.user(action.entityId());
        return target != null && !target.isDeactivated()
                ? null
                : Verdict.reject(
                        Rejection.USER_UNKNOWN, "entity_id: %d (expected: an existing user)", action.entityId());
    }

    private static Row mark(Action action) {
        return isFollow(action)
                ? new Follow(action.userId(), action.entityId(), action.time(), action.blockNumber())
                : new Subscription(action.userId(), action.entityId(), action.time(), action.blockNumber());
    }

    private static List<Key<?>> keys(Action action) {
        return List.of(
                isFollow(action)
                        ? new Key.FollowKey(action.userId(), action.entityId())
                        : new Key.SubscriptionKey(action.userId(), action.entityId()));
    }

    private static boolean isFollow(Action action) {
        return action.action().equals("Follow") || action.action().equals("Unfollow");
    }
}
