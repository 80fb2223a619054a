package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.antiphon.discovery.model.User;

/** The verifier says that users are who they say they are, or takes it back. */
final class VerificationRules implements EntityRules {
    private final TrustedSigners trusted;

    VerificationRules(TrustedSigners trusted) {
        this.trusted = trusted;
    }

    @Override
    public void reads(Action action, Reads reads) {
        reads.user(action.userId());
    }

    @Override
    public Verdict judge(Action action, State state) {
        var user = state.user(action.userId());
        var in = new FieldReader(action.metadata().fieldsOrNone());
        boolean isVerified = in.flag("is_verified", true);
        var refused = Verdict.firstOf(
                () -> TrustedSigners.refuseOthers(action, trusted.verifier()),
                () -> UserRules.refuseOtherEntity(action),
                () -> SignerRule.refuseMissing(action, user),
                in::refuse);
        return refused != null
                ? refused
                : verify(requireNonNull(user), isVerified, action.time(), action.blockNumber());
    }

    static Verdict verify(User user, boolean isVerified, Instant time, long block) {
        return user.isVerified() == isVerified
                ? Verdict.accept()
                : Verdict.accept(new Change.Put(user.verified(isVerified, time, block)));
    }
}
