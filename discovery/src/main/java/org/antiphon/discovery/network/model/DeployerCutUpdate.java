package org.antiphon.discovery.network.model;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A provider's pending request to take another cut. */
public record DeployerCutUpdate(String provider, int deployerCut, long expiryBlock, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String provider) implements Key<DeployerCutUpdate> {}

    @Override
    public Id key() {
        return new Id(provider);
    }
}
