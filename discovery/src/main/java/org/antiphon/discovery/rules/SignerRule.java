package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.User;
import org.jspecify.annotations.Nullable;

/** Who may act for a user: the user's own wallet. The one place to widen when users can let others act for them. */
final class SignerRule {
    private SignerRule() {}

    static void reads(Action action, Reads reads) {
        reads.user(action.userId());
    }

    /** The rejection, or null when the signer may act. */
    static @Nullable Verdict refuse(Action action, @Nullable User user) {
        if (user == null) {
            return Verdict.reject(Rejection.USER_UNKNOWN, "user_id: %d (expected: an existing user)", action.userId());
        }
        if (!user.wallet().equals(action.signer())) {
            return Verdict.reject(
                    Rejection.SIGNER_NOT_ALLOWED,
                    "signer: %s (expected: the user's wallet %s)",
                    Texts.brief(action.signer()),
                    user.wallet());
        }
        return null;
    }
}
