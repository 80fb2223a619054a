package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Grant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * Users let apps, and other users as managers, act for them, and take it back. An app acts at once; a manager has to
 * agree first. Deciding twice the same is accepted and changes nothing.
 */
final class GrantRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        var key = key(action);
        if (key != null) {
            reads.row(key);
            reads.row(new Key.DeveloperAppKey(key.granteeAddress()));
            reads.rows(new Lookup.Wallet(key.granteeAddress()));
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = isGrantee(action)
                ? SignerRule.refuseMissing(action, state.user(action.userId()))
                : SignerRule.refuseOthers(action, state);
        return refused != null ? refused : action.withFields(fields -> decide(action, state));
    }

    /** The grantee may lay down a power that it was given. */
    private static boolean isGrantee(Action action) {
        var key = key(action);
        return action.action().equals("Delete")
                && key != null
                && key.granteeAddress().equals(action.signer());
    }

    private static Verdict decide(Action action, State state) {
        var key = key(action);
        if (key == null) {
            return Verdict.reject(
                    Rejection.METADATA_INVALID,
                    "metadata: %s (expected: a grantee_address, or the grantor_user_id to approve or reject)",
                    Texts.brief(action.metadata().fieldsOrNone().toString()));
        }
        var grant = state.row(key);
        if (action.action().equals("Create")) {
            return create(action, key, grant, state);
        }
        if (grant == null) {
            return Verdict.reject(
                    Rejection.GRANT_UNKNOWN,
                    "grant: %s for user %d (expected: one that was given)",
                    key.granteeAddress(),
                    key.userId());
        }
        return action.action().equals("Delete") ? revoke(action, grant) : approve(action, grant);
    }

    private static Verdict create(Action action, Key.GrantKey key, @Nullable Grant old, State state) {
        boolean isApp = state.liveApp(key.granteeAddress()) != null;
        var manager = state.userByWallet(key.granteeAddress());
        if (!isApp && (manager == null || manager.isDeactivated())) {
            return Verdict.reject(
                    Rejection.USER_UNKNOWN,
                    "grantee_address: %s (expected: that of an existing app or user)",
                    key.granteeAddress());
        }
        if (key.granteeAddress().equals(action.signer())) {
            return Verdict.reject(
                    Rejection.OWN_ITEM, "grantee_address: %s (expected: somebody else's)", key.granteeAddress());
        }
        if (old != null && !old.isRevoked()) {
            return Verdict.reject(
                    Rejection.GRANT_EXISTS,
                    "grantee_address: %s (expected: one without a grant)",
                    key.granteeAddress());
        }
        return Verdict.accept(new Change.Put(new Grant(
                key.granteeAddress(),
                key.userId(),
                isApp ? true : null,
                false,
                old == null ? action.time() : old.createdAt(),
                action.time(),
                action.blockNumber())));
    }

    private static Verdict revoke(Action action, Grant grant) {
        return grant.isRevoked()
                ? Verdict.accept()
                : Verdict.accept(new Change.Put(grant.revoked(action.time(), action.blockNumber())));
    }

    private static Verdict approve(Action action, Grant grant) {
        boolean approves = action.action().equals("Approve");
        if (Boolean.valueOf(approves).equals(grant.isApproved()) && grant.isRevoked() == !approves) {
            return Verdict.accept();
        }
        return grant.isRevoked()
                ? Verdict.reject(
                        Rejection.GRANT_UNKNOWN,
                        "grantor_user_id: %d (expected: a grant that was not taken back)",
                        grant.userId())
                : Verdict.accept(new Change.Put(grant.decided(approves, action.time(), action.blockNumber())));
    }

    /** A grantor names the grantee's address; a manager who decides, with the own wallet, names the grantor. */
    private static Key.@Nullable GrantKey key(Action action) {
        var data = action.metadata().fieldsOrNone();
        if (action.action().equals("Approve") || action.action().equals("Reject")) {
            var grantor = new FieldReader(data).id("grantor_user_id", null);
            return grantor == null ? null : new Key.GrantKey(action.signer(), grantor);
        }
        var grantee = Addresses.of(data.path("grantee_address"));
        return grantee == null ? null : new Key.GrantKey(grantee, action.userId());
    }
}
