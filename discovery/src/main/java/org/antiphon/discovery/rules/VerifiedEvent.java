package org.antiphon.discovery.rules;

import java.time.Instant;

/** The contract's own verifier, whom the contract knows, says whether a user is who the user says. */
public record VerifiedEvent(long userId, boolean isVerified, Instant time, long blockNumber) implements Event {
    @Override
    public String entityType() {
        return "User";
    }

    @Override
    public String action() {
        return "Verify";
    }

    @Override
    public void reads(Reads reads) {
        reads.user(userId);
    }

    @Override
    public Verdict judge(State state) {
        var user = state.user(userId);
        return user == null
                ? Verdict.reject(Rejection.USER_UNKNOWN, "user_id: %d (expected: an existing user)", userId)
                : VerificationRules.verify(user, isVerified, time, blockNumber);
    }
}
