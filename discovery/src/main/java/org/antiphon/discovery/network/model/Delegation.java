package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;

/** What a delegator has delegated to a provider. */
public record Delegation(String provider, String delegator, BigInteger amount, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String provider, String delegator) implements Key<Delegation> {}

    /** All delegations to a provider. */
    public record To(String provider) implements Lookup<Delegation> {}

    @Override
    public Id key() {
        return new Id(provider, delegator);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return List.of(new To(provider));
    }

    /** With another amount. */
    public Delegation amount(BigInteger changed, long block) {
        return new Delegation(provider, delegator, changed, block);
    }
}
