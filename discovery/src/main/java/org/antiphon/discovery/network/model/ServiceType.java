package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A type of service.
 *
 * @param minStake what a node of this type adds to the least stake of its provider
 * @param version the current one; null before the first
 */
public record ServiceType(
        String serviceType,
        BigInteger minStake,
        BigInteger maxStake,
        boolean isValid,
        @Nullable String version,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(String serviceType) implements Key<ServiceType> {}

    @Override
    public Id key() {
        return new Id(serviceType);
    }

    /** As it was when it was removed. */
    public ServiceType removed(long block) {
        return new ServiceType(serviceType, minStake, maxStake, false, version, block);
    }

    /** With another current version. */
    public ServiceType version(String current, long block) {
        return new ServiceType(serviceType, minStake, maxStake, isValid, current, block);
    }
}
