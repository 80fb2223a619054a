package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * A service provider. Its own stake is what is staked for it and not delegated to it.
 *
 * @param deployerCut in percent of its delegators' rewards
 * @param minDelegation by its own wish
 */
public record ServiceProvider(
        String provider,
        BigInteger totalStaked,
        BigInteger totalDelegated,
        int deployerCut,
        int endpointCount,
        BigInteger minDelegation,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(String provider) implements Key<ServiceProvider> {}

    /** A provider of whom nothing is known yet. */
    public static ServiceProvider none(String provider) {
        return new ServiceProvider(provider, BigInteger.ZERO, BigInteger.ZERO, 0, 0, BigInteger.ZERO, 0);
    }

    @Override
    public Id key() {
        return new Id(provider);
    }

    /** With another answer to what is asked about it beside this row. */
    public ServiceProvider touched(long block) {
        return minDelegation(minDelegation, block);
    }

    /** With so much staked for it. */
    public ServiceProvider staked(BigInteger total, long block) {
        return new ServiceProvider(provider, total, totalDelegated, deployerCut, endpointCount, minDelegation, block);
    }

    /** With so much delegated to it. */
    public ServiceProvider delegated(BigInteger total, long block) {
        return new ServiceProvider(provider, totalStaked, total, deployerCut, endpointCount, minDelegation, block);
    }

    /** With another cut. */
    public ServiceProvider cut(int percent, long block) {
        return new ServiceProvider(provider, totalStaked, totalDelegated, percent, endpointCount, minDelegation, block);
    }

    /** With {@code change} more nodes. */
    public ServiceProvider endpoints(int change, long block) {
        return new ServiceProvider(
                provider, totalStaked, totalDelegated, deployerCut, endpointCount + change, minDelegation, block);
    }

    /** With another least delegation. */
    public ServiceProvider minDelegation(BigInteger least, long block) {
        return new ServiceProvider(provider, totalStaked, totalDelegated, deployerCut, endpointCount, least, block);
    }
}
