package org.antiphon.discovery.network.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A provider claimed the reward of a round, for itself and its delegators. */
public record Claim(
        @JsonUnwrapped Place place, String provider, BigInteger rewards, BigInteger oldTotal, BigInteger newTotal)
        implements Row {
    /** Names it by its place. */
    public record Id(long blockNumber, int logIndex) implements Key<Claim> {}

    @Override
    public Id key() {
        return new Id(place.blockNumber(), place.logIndex());
    }
}
