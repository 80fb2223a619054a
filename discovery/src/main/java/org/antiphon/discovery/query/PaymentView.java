package org.antiphon.discovery.query;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** Purchases, tips and cancelled offers, amounts in the token's smallest unit. */
public final class PaymentView {
    private PaymentView() {}

    /**
     * A purchase.
     *
     * @param isByOwner whether the seller is the wallet of the content's owner
     */
    public record Purchase(
            long purchaseId,
            long buyerUserId,
            String buyer,
            String seller,
            String contentType,
            long contentId,
            String token,
            BigInteger price,
            BigInteger extra,
            BigInteger protocolFee,
            List<Payout> payouts,
            String refundState,
            boolean isByOwner,
            Instant createdAt,
            String transactionHash,
            long blockNumber) {}

    /** What one recipient got. */
    public record Payout(String recipient, BigInteger amount) {}

    /** A tip. */
    public record Tip(
            long senderUserId,
            long receiverUserId,
            String sender,
            String receiver,
            String token,
            BigInteger amount,
            Instant createdAt,
            String transactionHash,
            long blockNumber) {}

    /** Offers of a seller below a version are void; for all content if the type is {@code none}. */
    public record Cancellation(
            String seller,
            String contentType,
            long contentId,
            BigInteger minimumVersion,
            Instant updatedAt,
            long blockNumber) {}
}
