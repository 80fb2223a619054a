package org.antiphon.discovery.network.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** The guardian executed something. Of signature and arguments the event tells the hashes only. */
public record GuardianTransaction(
        @JsonUnwrapped Place place,
        String targetAddress,
        BigInteger callValue,
        String signatureHash,
        String callDataHash)
        implements Row {
    /** Names it by its place. */
    public record Id(long blockNumber, int logIndex) implements Key<GuardianTransaction> {}

    @Override
    public Id key() {
        return new Id(place.blockNumber(), place.logIndex());
    }
}
