package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A figure that governs a contract, as the last event set it. */
public record NetworkParameter(String contract, String name, BigInteger value, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String contract, String name) implements Key<NetworkParameter> {}

    @Override
    public Id key() {
        return new Id(contract, name);
    }
}
