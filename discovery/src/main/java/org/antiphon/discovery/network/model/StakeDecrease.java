package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A provider's pending request to take stake out. */
public record StakeDecrease(String provider, BigInteger amount, long expiryBlock, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String provider) implements Key<StakeDecrease> {}

    @Override
    public Id key() {
        return new Id(provider);
    }
}
