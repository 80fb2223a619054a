package org.antiphon.discovery.network.model;

import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A version of a type of service. */
public record ServiceVersion(String serviceType, String version, Instant createdAt, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String serviceType, String version) implements Key<ServiceVersion> {}

    @Override
    public Id key() {
        return new Id(serviceType, version);
    }
}
