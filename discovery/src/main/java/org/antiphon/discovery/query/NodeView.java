package org.antiphon.discovery.query;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A service node.
 *
 * @param spId its id within its type
 * @param ownerStake what is staked for its owner, in wei
 */
public record NodeView(
        String serviceType,
        long spId,
        String owner,
        String endpoint,
        @Nullable String delegateOwnerWallet,
        boolean isRegistered,
        long registeredBlock,
        BigInteger ownerStake,
        long blockNumber) {
    /** A type of node, with how many are registered. */
    public record Type(
            String serviceType,
            BigInteger minStake,
            BigInteger maxStake,
            boolean isValid,
            @Nullable String version,
            int nodeCount) {}
}
