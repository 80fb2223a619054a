package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * A panel that was drawn, and its vote.
 *
 * @param upheld seats that voted for the opener
 * @param isAbsent whether nobody revealed a vote
 */
public record ArbitrationRound(
        long caseId,
        int round,
        int seats,
        BigInteger seatStake,
        long commitEndBlock,
        long revealEndBlock,
        int upheld,
        int rejected,
        Ruling ruling,
        boolean isAbsent,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long caseId, int round) implements Key<ArbitrationRound> {}

    @Override
    public Id key() {
        return new Id(caseId, round);
    }

    /** With a revealed vote counted. */
    public ArbitrationRound voted(Ruling vote, int juror, long block) {
        boolean yes = vote == Ruling.UPHELD;
        return changed(upheld + (yes ? juror : 0), rejected + (yes ? 0 : juror), ruling, isAbsent, block);
    }

    /** With its ruling. */
    public ArbitrationRound ruled(Ruling given, long block) {
        return changed(upheld, rejected, given, isAbsent, block);
    }

    /** Over without a vote. */
    public ArbitrationRound absent(long block) {
        return changed(upheld, rejected, ruling, true, block);
    }

    private ArbitrationRound changed(int yes, int no, Ruling given, boolean absent, long block) {
        return new ArbitrationRound(
                caseId, round, seats, seatStake, commitEndBlock, revealEndBlock, yes, no, given, absent, block);
    }
}
