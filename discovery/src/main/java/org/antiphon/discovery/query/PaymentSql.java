package org.antiphon.discovery.query;

/** What is read of purchases, tips and cancelled offers. */
public final class PaymentSql {
    /** Index: purchase_splits_pkey, tracks_pkey, users_pkey. */
    public static final Selection<PaymentView.Purchase> ROWS =
            Selection.of(PaymentView.Purchase.class, "purchases", """
                    'payouts', (SELECT coalesce(jsonb_agg(s ORDER BY s.position), '[]')
                        FROM purchase_splits s WHERE s.purchase_id = t.purchase_id),
                    'is_by_owner', t.content_type = 'track' AND EXISTS (
                        SELECT FROM tracks c JOIN users u ON u.user_id = c.owner_id
                        WHERE c.track_id = t.content_id AND u.wallet = t.seller)
                    """, "purchase_id");

    /** Index: purchases_pkey, purchases_of_user, purchases_of_content, purchases_of_seller. */
    public static final Listing<PaymentView.Purchase> PURCHASES = ROWS.byKeyDescending();

    /** Index: tips_pkey, tips_of_sender, tips_of_receiver. */
    public static final Listing<PaymentView.Tip> TIPS = Selection.of(
                    PaymentView.Tip.class, "tips", "", "block_number", "log_index")
            .byKeyDescending();

    /** Index: offer_cancellations_newest; of one seller offer_cancellations_pkey, sorted. */
    public static final Listing<PaymentView.Cancellation> CANCELLATIONS = Selection.of(
                    PaymentView.Cancellation.class, "offer_cancellations", "", "seller", "content_type", "content_id")
            .byDescending("block_number", "seller", "content_type", "content_id");

    private PaymentSql() {}
}
