package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.PaymentView;
import org.antiphon.proto.discovery.v1.ContentType;
import org.antiphon.proto.discovery.v1.OfferCancellation;
import org.antiphon.proto.discovery.v1.Payout;
import org.antiphon.proto.discovery.v1.Purchase;
import org.antiphon.proto.discovery.v1.RefundState;
import org.antiphon.proto.discovery.v1.Tip;

/** Purchases, tips and cancelled offers as the proto defines them. */
final class PaymentMessages {
    private PaymentMessages() {}

    static Purchase of(PaymentView.Purchase purchase) {
        var message = Purchase.newBuilder()
                .setPurchaseId(purchase.purchaseId())
                .setBuyerUserId(purchase.buyerUserId())
                .setBuyer(purchase.buyer())
                .setSeller(purchase.seller())
                .setContentType(EnumNames.value(ContentType.class, purchase.contentType()))
                .setContentId(purchase.contentId())
                .setToken(purchase.token())
                .setPrice(Amounts.of(purchase.price()))
                .setExtra(Amounts.of(purchase.extra()))
                .setProtocolFee(Amounts.of(purchase.protocolFee()))
                .setRefundState(EnumNames.value(RefundState.class, purchase.refundState()))
                .setIsByOwner(purchase.isByOwner())
                .setCreatedAt(purchase.createdAt().toString())
                .setTransactionHash(purchase.transactionHash())
                .setBlockNumber(purchase.blockNumber());
        purchase.payouts()
                .forEach(each -> message.addPayouts(
                        Payout.newBuilder().setRecipient(each.recipient()).setAmount(Amounts.of(each.amount()))));
        return message.build();
    }

    static OfferCancellation of(PaymentView.Cancellation cancellation) {
        return OfferCancellation.newBuilder()
                .setSeller(cancellation.seller())
                .setContentType(EnumNames.value(ContentType.class, cancellation.contentType()))
                .setContentId(cancellation.contentId())
                .setMinimumVersion(cancellation.minimumVersion().toString())
                .setUpdatedAt(cancellation.updatedAt().toString())
                .setBlockNumber(cancellation.blockNumber())
                .build();
    }

    static Tip of(PaymentView.Tip tip) {
        return Tip.newBuilder()
                .setSenderUserId(tip.senderUserId())
                .setReceiverUserId(tip.receiverUserId())
                .setSender(tip.sender())
                .setReceiver(tip.receiver())
                .setToken(tip.token())
                .setAmount(Amounts.of(tip.amount()))
                .setCreatedAt(tip.createdAt().toString())
                .setTransactionHash(tip.transactionHash())
                .setBlockNumber(tip.blockNumber())
                .build();
    }
}
