package org.antiphon.discovery.network.model;

import java.time.Instant;
import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A node of a provider. Deregistered ones stay.
 *
 * @param delegateOwnerWallet the wallet the node signs with; null until it is told, by our contract right after the
 *     registration and by Audius's only when it changes
 */
public record ServiceNode(
        String serviceType,
        long spId,
        String owner,
        String endpoint,
        @Nullable String delegateOwnerWallet,
        boolean isRegistered,
        long registeredBlock,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(String serviceType, long spId) implements Key<ServiceNode> {}

    /** All nodes of an owner. */
    public record Of(String owner) implements Lookup<ServiceNode> {}

    /** A node that was just registered. */
    public static ServiceNode registered(String serviceType, long spId, String owner, String endpoint, Place at) {
        var time = at.createdAt();
        return new ServiceNode(
                serviceType, spId, owner, endpoint, null, true, at.blockNumber(), time, time, at.blockNumber());
    }

    @Override
    public Id key() {
        return new Id(serviceType, spId);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return List.of(new Of(owner));
    }

    /** With another stake of its owner. */
    public ServiceNode touched(long block) {
        return new ServiceNode(
                serviceType,
                spId,
                owner,
                endpoint,
                delegateOwnerWallet,
                isRegistered,
                registeredBlock,
                createdAt,
                updatedAt,
                block);
    }

    /** At another endpoint. */
    public ServiceNode endpoint(String changed, Place at) {
        return changed(changed, delegateOwnerWallet, isRegistered, at);
    }

    /** With another wallet. */
    public ServiceNode wallet(String changed, Place at) {
        return changed(endpoint, changed, isRegistered, at);
    }

    /** No longer there. */
    public ServiceNode deregistered(Place at) {
        return changed(endpoint, delegateOwnerWallet, false, at);
    }

    private ServiceNode changed(String newEndpoint, @Nullable String newWallet, boolean registered, Place at) {
        return new ServiceNode(
                serviceType,
                spId,
                owner,
                newEndpoint,
                newWallet,
                registered,
                registeredBlock,
                createdAt,
                at.createdAt(),
                at.blockNumber());
    }
}
