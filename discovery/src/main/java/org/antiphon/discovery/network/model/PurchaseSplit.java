package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** What a recipient got of a purchase. */
public record PurchaseSplit(long purchaseId, int position, String recipient, BigInteger amount, long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long purchaseId, int position) implements Key<PurchaseSplit> {}

    @Override
    public Id key() {
        return new Id(purchaseId, position);
    }
}
