package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a user lets an app, or another user as manager, act in the user's name.
 *
 * @param granteeAddress what the grantee signs with, in lower case
 * @param userId who lets act
 * @param isApproved whether the grantee agreed; null as long as the grantee has not decided
 */
public record Grant(
        String granteeAddress,
        long userId,
        @Nullable Boolean isApproved,
        boolean isRevoked,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    @Override
    public Key.GrantKey key() {
        return new Key.GrantKey(granteeAddress, userId);
    }

    /** Whether it was given, agreed to and not taken back. */
    @JsonIgnore
    public boolean isInForce() {
        return !isRevoked && Boolean.TRUE.equals(isApproved);
    }

    /** The same, agreed to or refused by the grantee. A refused grant is over, so that the user may ask again. */
    public Grant decided(boolean approved, Instant time, long block) {
        return new Grant(granteeAddress, userId, approved, !approved, createdAt, time, block);
    }

    /** The same, taken back. */
    public Grant revoked(Instant time, long block) {
        return new Grant(granteeAddress, userId, isApproved, true, createdAt, time, block);
    }
}
