package org.antiphon.discovery.model;

import java.time.Instant;

/**
 * A wallet that a user owns beside the one that signs for the user.
 *
 * @param chain {@code eth} or {@code sol}
 */
public record AssociatedWallet(String chain, String wallet, long userId, Instant createdAt, long blockNumber)
        implements Row {
    @Override
    public Key.AssociatedWalletKey key() {
        return new Key.AssociatedWalletKey(chain, wallet);
    }
}
