package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.Key;

/**
 * Users follow one another. Following twice, and unfollowing whom one does not follow, is accepted and changes nothing: a
 * client that repeats itself gets what it wants.
 */
final class FollowRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.user(action.entityId());
        reads.row(key(action));
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        boolean follows = state.row(key(action)) != null;
        if (action.action().equals("Unfollow")) {
            return follows ? Verdict.accept(new Change.Remove(key(action))) : Verdict.accept();
        }
        if (action.entityId() == action.userId()) {
            return Verdict.reject(Rejection.OWN_ITEM, "entity_id: %d (expected: another user)", action.entityId());
        }
        var followee = state.user(action.entityId());
        if (followee == null || followee.isDeactivated()) {
            return Verdict.reject(
                    Rejection.USER_UNKNOWN, "entity_id: %d (expected: an existing user)", action.entityId());
        }
        return follows
                ? Verdict.accept()
                : Verdict.accept(new Change.Put(
                        new Follow(action.userId(), action.entityId(), action.time(), action.blockNumber())));
    }

    private static Key.FollowKey key(Action action) {
        return new Key.FollowKey(action.userId(), action.entityId());
    }
}
