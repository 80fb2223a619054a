package org.antiphon.discovery.model;

import java.time.Instant;

/** A wallet that stakes, and the user who is known to stake with it. */
public record DashboardWallet(
        String wallet, long userId, boolean isDelete, Instant createdAt, Instant updatedAt, long blockNumber)
        implements Row {
    @Override
    public Key.DashboardWalletKey key() {
        return new Key.DashboardWalletKey(wallet);
    }

    /** The wallet no longer connected with its user. */
    public DashboardWallet deleted(Instant time, long block) {
        return new DashboardWallet(wallet, userId, true, createdAt, time, block);
    }
}
