package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A user bought a track or an album.
 *
 * @param extra paid on top of the price, never refunded
 * @param refundPayer who paid the refund; null unless it is paid
 */
public record Purchase(
        long purchaseId,
        long buyerUserId,
        String buyer,
        String seller,
        ContentType contentType,
        long contentId,
        String token,
        BigInteger price,
        BigInteger extra,
        BigInteger protocolFee,
        RefundState refundState,
        @Nullable String refundPayer,
        String transactionHash,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long purchaseId) implements Key<Purchase> {}

    @Override
    public Id key() {
        return new Id(purchaseId);
    }

    /** With its refund owed or paid. */
    public Purchase refund(RefundState state, @Nullable String payer, Place at) {
        return new Purchase(
                purchaseId,
                buyerUserId,
                buyer,
                seller,
                contentType,
                contentId,
                token,
                price,
                extra,
                protocolFee,
                state,
                payer,
                transactionHash,
                createdAt,
                at.createdAt(),
                at.blockNumber());
    }
}
