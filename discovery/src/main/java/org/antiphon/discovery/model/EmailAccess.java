package org.antiphon.discovery.model;

import java.time.Instant;
import java.util.List;

/**
 * The key to a user's email address, encrypted for one who may read it.
 *
 * @param grantorUserId who handed the key on
 * @param isInitial whether it came with the address
 */
public record EmailAccess(
        long emailOwnerUserId,
        long receivingUserId,
        long grantorUserId,
        String encryptedKey,
        boolean isInitial,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    @Override
    public Key.EmailAccessKey key() {
        return new Key.EmailAccessKey(emailOwnerUserId, receivingUserId, grantorUserId);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return List.of(new Lookup.EmailKeysOf(emailOwnerUserId, receivingUserId));
    }
}
