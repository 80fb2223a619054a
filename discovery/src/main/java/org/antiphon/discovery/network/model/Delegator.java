package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has delegated, with the one pending request to take a delegation back.
 *
 * @param undelegationProvider from whom; null without a request
 */
public record Delegator(
        String delegator,
        BigInteger totalDelegated,
        @Nullable String undelegationProvider,
        BigInteger undelegationAmount,
        long undelegationExpiryBlock,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(String delegator) implements Key<Delegator> {}

    /** All delegators of a provider. Finds what is stored; those of the batch are found by their delegations. */
    public record Of(String provider) implements Lookup<Delegator> {}

    /** A delegator of whom nothing is known yet. */
    public static Delegator none(String delegator) {
        return new Delegator(delegator, BigInteger.ZERO, null, BigInteger.ZERO, 0, 0);
    }

    @Override
    public Id key() {
        return new Id(delegator);
    }

    /** With so much more delegated. */
    public Delegator delegated(BigInteger change, long block) {
        return new Delegator(
                delegator,
                totalDelegated.add(change),
                undelegationProvider,
                undelegationAmount,
                undelegationExpiryBlock,
                block);
    }

    /** With a request to take a delegation back. */
    public Delegator undelegating(String provider, BigInteger amount, long expiryBlock, long block) {
        return new Delegator(delegator, totalDelegated, provider, amount, expiryBlock, block);
    }

    /** Without a request. */
    public Delegator settled(long block) {
        return new Delegator(delegator, totalDelegated, null, BigInteger.ZERO, 0, block);
    }

    /** What is locked of the delegation to a provider. */
    public BigInteger lockedAt(String provider) {
        return provider.equals(undelegationProvider) ? undelegationAmount : BigInteger.ZERO;
    }
}
