package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * An arbitrator.
 *
 * @param withdrawableAtBlock when all that unbonds can be withdrawn; 0 if nothing ever did
 */
public record Arbitrator(
        String arbitrator,
        BigInteger active,
        BigInteger unbonding,
        long withdrawableAtBlock,
        Instant createdAt,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(String arbitrator) implements Key<Arbitrator> {}

    @Override
    public Id key() {
        return new Id(arbitrator);
    }

    /** With other stakes. */
    public Arbitrator stakes(BigInteger newActive, BigInteger newUnbonding, long block) {
        return new Arbitrator(arbitrator, newActive, newUnbonding, withdrawableAtBlock, createdAt, block);
    }

    /** With the block from which all that unbonds can be withdrawn. */
    public Arbitrator withdrawableAt(long changed) {
        return new Arbitrator(arbitrator, active, unbonding, changed, createdAt, blockNumber);
    }
}
