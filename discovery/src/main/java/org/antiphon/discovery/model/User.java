package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user. Wallet and handle never change once the user exists.
 *
 * @param wallet the address that signs for the user, in lower case
 * @param handle the unique name, in lower case
 */
public record User(
        long userId,
        String wallet,
        String handle,
        @JsonUnwrapped Profile profile,
        @JsonUnwrapped UserSettings settings,
        boolean isVerified,
        boolean isDeactivated,
        @Nullable String metadataMultihash,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    @Override
    public Key.UserKey key() {
        return new Key.UserKey(userId);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return List.of(new Lookup.Wallet(wallet), new Lookup.Handle(handle));
    }

    /** The same, known to be who the user says, or no longer. */
    public User verified(boolean nowVerified, Instant time, long block) {
        return new User(
                userId,
                wallet,
                handle,
                profile,
                settings,
                nowVerified,
                isDeactivated,
                metadataMultihash,
                createdAt,
                time,
                block);
    }
}
