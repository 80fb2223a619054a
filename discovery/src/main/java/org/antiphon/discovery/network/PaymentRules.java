package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.ArrayList;
import org.antiphon.contracts.Payments;
import org.antiphon.discovery.network.model.ContentType;
import org.antiphon.discovery.network.model.OfferCancellation;
import org.antiphon.discovery.network.model.PaymentToken;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.Purchase;
import org.antiphon.discovery.network.model.PurchaseSplit;
import org.antiphon.discovery.network.model.RefundState;
import org.antiphon.discovery.network.model.Tip;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** Purchases, their refunds, tips, and offers that are void. Whether the seller owns what was sold is for those to judge who read it. */
public final class PaymentRules implements ContractRules {
    @Override
    public String contract() {
        return "Payments";
    }

    @Override
    public void declare(ContractEvents events) {
        events.on(
                Payments.PURCHASED_EVENT,
                Payments::getPurchasedEventFromLog,
                PaymentRules::reads,
                PaymentRules::purchase);
        events.update(
                Payments.REFUNDOWED_EVENT,
                Payments::getRefundOwedEventFromLog,
                owed -> purchase(owed.purchaseId),
                (owed, at, purchase) -> purchase.refund(RefundState.OWED, null, at));
        events.update(
                Payments.REFUNDED_EVENT,
                Payments::getRefundedEventFromLog,
                refunded -> purchase(refunded.purchaseId),
                (refunded, at, purchase) -> purchase.refund(RefundState.REFUNDED, refunded.payer, at));
        declareCancellations(events);
        events.put(
                Payments.TIPPED_EVENT,
                Payments::getTippedEventFromLog,
                (tipped, at) -> new Tip(
                        at,
                        Values.number(tipped.senderUserId),
                        Values.number(tipped.receiverUserId),
                        tipped.sender,
                        tipped.receiver,
                        tipped.token,
                        tipped.amount));
        events.put(
                Payments.TOKENALLOWED_EVENT,
                Payments::getTokenAllowedEventFromLog,
                (set, at) -> new PaymentToken(set.token, set.allowed, at.blockNumber()));
        events.parameter(Payments.FEEUPDATED_EVENT, Payments::getFeeUpdatedEventFromLog, "fee", set -> set.fee);
        events.parameter(
                Payments.REFUNDWINDOWUPDATED_EVENT,
                Payments::getRefundWindowUpdatedEventFromLog,
                "refund_window",
                set -> set.refundWindow);
    }

    private static void declareCancellations(ContractEvents events) {
        events.put(
                Payments.OFFERSCANCELLED_EVENT,
                Payments::getOffersCancelledEventFromLog,
                (cancelled, at) -> new OfferCancellation(
                        cancelled.seller,
                        OfferCancellation.Scope.NONE,
                        0,
                        cancelled.minimumVersion,
                        at.createdAt(),
                        at.blockNumber()));
        events.put(
                Payments.CONTENTOFFERSCANCELLED_EVENT,
                Payments::getContentOffersCancelledEventFromLog,
                (cancelled, at) -> new OfferCancellation(
                        cancelled.seller,
                        OfferCancellation.Scope.of(Values.of(ContentType.values(), cancelled.contentType)),
                        Values.number(cancelled.contentId),
                        cancelled.minimumVersion,
                        at.createdAt(),
                        at.blockNumber()));
    }

    private static void reads(Payments.PurchasedEventResponse bought, Place at, Reads reads) {
        reads.row(purchase(bought.purchaseId));
        for (int i = 0; i < bought.recipients.size(); i++) {
            reads.row(new PurchaseSplit.Id(Values.number(bought.purchaseId), i));
        }
    }

    private static Verdict purchase(Payments.PurchasedEventResponse bought, Place at, State state) {
        var changes = new ArrayList<Change>();
        long id = Values.number(bought.purchaseId);
        changes.add(new Change.Put(new Purchase(
                id,
                Values.number(bought.buyerUserId),
                bought.buyer,
                bought.seller,
                Values.of(ContentType.values(), bought.contentType),
                Values.number(bought.contentId),
                bought.token,
                bought.price,
                bought.extra,
                bought.protocolFee,
                RefundState.NONE,
                null,
                at.transactionHash(),
                at.createdAt(),
                at.createdAt(),
                at.blockNumber())));
        for (int i = 0; i < bought.recipients.size(); i++) {
            changes.add(new Change.Put(
                    new PurchaseSplit(id, i, bought.recipients.get(i), bought.amounts.get(i), at.blockNumber())));
        }
        return new Verdict.Accepted(changes);
    }

    private static Purchase.Id purchase(BigInteger id) {
        return new Purchase.Id(Values.number(id));
    }
}
