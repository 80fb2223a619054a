package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A round of rewards. */
public record ClaimRound(long roundNumber, BigInteger fundAmount, Instant createdAt, long blockNumber) implements Row {
    /** Names it. */
    public record Id(long roundNumber) implements Key<ClaimRound> {}

    @Override
    public Id key() {
        return new Id(roundNumber);
    }
}
