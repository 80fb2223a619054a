package org.antiphon.discovery.network.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** Stake of a provider and its delegators was burnt. */
public record Slash(@JsonUnwrapped Place place, String provider, BigInteger amount, BigInteger newTotal)
        implements Row {
    /** Names it by its place. */
    public record Id(long blockNumber, int logIndex) implements Key<Slash> {}

    @Override
    public Id key() {
        return new Id(place.blockNumber(), place.logIndex());
    }
}
