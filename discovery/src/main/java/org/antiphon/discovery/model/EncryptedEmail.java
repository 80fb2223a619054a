package org.antiphon.discovery.model;

import java.time.Instant;

/** A user's email address, which those can read who have a key to it. */
public record EncryptedEmail(
        long emailOwnerUserId, String encryptedEmail, Instant createdAt, Instant updatedAt, long blockNumber)
        implements Row {
    @Override
    public Key.EncryptedEmailKey key() {
        return new Key.EncryptedEmailKey(emailOwnerUserId);
    }
}
