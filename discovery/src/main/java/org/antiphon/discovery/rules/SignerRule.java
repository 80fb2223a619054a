package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.User;
import org.jspecify.annotations.Nullable;

/** Who may act for a user: the user's own wallet, and the apps and managers that the user lets act. */
final class SignerRule {
    private SignerRule() {}

    static void reads(Action action, Reads reads) {
        reads.user(action.userId());
        reads.row(new Key.GrantKey(action.signer(), action.userId()));
        reads.row(new Key.DeveloperAppKey(action.signer()));
        reads.rows(new Lookup.Wallet(action.signer()));
    }

    /** The rejection, or null when the signer may act. */
    static @Nullable Verdict refuse(Action action, State state) {
        var user = state.user(action.userId());
        if (user == null || isOwnWallet(action, user) || isGranted(action, state)) {
            return refuseMissing(action, user);
        }
        return Verdict.reject(
                Rejection.SIGNER_NOT_ALLOWED,
                "signer: %s (expected: the user's wallet %s, or an app or manager that the user lets act)",
                Texts.brief(action.signer()),
                user.wallet());
    }

    /** The same where only the user's own wallet may act: nobody may hand on a power that was lent. */
    static @Nullable Verdict refuseOthers(Action action, State state) {
        var user = state.user(action.userId());
        if (user == null || isOwnWallet(action, user)) {
            return refuseMissing(action, user);
        }
        return Verdict.reject(
                Rejection.SIGNER_NOT_ALLOWED,
                "signer: %s (expected: the user's wallet %s)",
                Texts.brief(action.signer()),
                user.wallet());
    }

    /** The rejection, or null when the user is there. */
    static @Nullable Verdict refuseMissing(Action action, @Nullable User user) {
        return user != null
                ? null
                : Verdict.reject(Rejection.USER_UNKNOWN, "user_id: %d (expected: an existing user)", action.userId());
    }

    private static boolean isOwnWallet(Action action, User user) {
        return user.wallet().equals(action.signer());
    }

    private static boolean isGranted(Action action, State state) {
        var grant = state.row(new Key.GrantKey(action.signer(), action.userId()));
        return grant != null
                && grant.isInForce()
                && (state.liveApp(action.signer()) != null || isActive(state.userByWallet(action.signer())));
    }

    private static boolean isActive(@Nullable User manager) {
        return manager != null && !manager.isDeactivated();
    }
}
