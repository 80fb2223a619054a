package org.antiphon.discovery.network.model;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A provider's pending request to send a delegator away. */
public record DelegatorRemoval(String provider, String delegator, long expiryBlock, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String provider, String delegator) implements Key<DelegatorRemoval> {}

    @Override
    public Id key() {
        return new Id(provider, delegator);
    }
}
