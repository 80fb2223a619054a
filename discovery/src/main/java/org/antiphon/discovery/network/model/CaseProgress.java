package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How far a case is.
 *
 * @param round the present one, from 0
 * @param drawBlock the block that decides the draw of the present round
 * @param appealEndBlock the last block for an appeal; 0 while, or because, there can be none
 * @param coherentSeats of a closed case: the seats that voted for the ruling
 * @param executionError why the ruling could not be carried out the last time it was tried
 */
public record CaseProgress(
        CasePhase phase,
        Ruling ruling,
        Ruling appealedRuling,
        @Nullable String appellant,
        BigInteger appealDeposit,
        int round,
        long drawBlock,
        long appealEndBlock,
        long coherentSeats,
        BigInteger rewardPerSeat,
        @Nullable String executionError) {
    /** A case that was just opened. */
    public static CaseProgress opened() {
        return new CaseProgress(
                CasePhase.DRAWING, Ruling.NONE, Ruling.NONE, null, BigInteger.ZERO, 0, 0, 0, 0, BigInteger.ZERO, null);
    }

    /** A panel will be drawn. */
    public CaseProgress drawing(int nextRound, long nextDrawBlock) {
        return new CaseProgress(
                CasePhase.DRAWING,
                ruling,
                appealedRuling,
                appellant,
                appealDeposit,
                nextRound,
                nextDrawBlock,
                0,
                coherentSeats,
                rewardPerSeat,
                executionError);
    }

    /** The case goes on in another phase. */
    public CaseProgress phase(CasePhase next) {
        return ended(next, ruling, appealEndBlock, coherentSeats, rewardPerSeat, executionError);
    }

    /** A panel has ruled. */
    public CaseProgress ruled(Ruling given, long appealEnd) {
        return ended(CasePhase.RULED, given, appealEnd, coherentSeats, rewardPerSeat, executionError);
    }

    /** Somebody has appealed against the ruling. */
    public CaseProgress appealed(String account, BigInteger deposit) {
        return new CaseProgress(
                CasePhase.DRAWING,
                ruling,
                ruling,
                account,
                deposit,
                round,
                drawBlock,
                0,
                coherentSeats,
                rewardPerSeat,
                executionError);
    }

    /** The ruling is final; only one for the opener has to be carried out. */
    public CaseProgress closed(Ruling last, long seats, BigInteger reward) {
        return ended(last == Ruling.UPHELD ? CasePhase.EXECUTING : CasePhase.ENDED, last, 0, seats, reward, null);
    }

    /** The ruling could not be carried out. */
    public CaseProgress failed(String error, boolean isFinal) {
        return ended(isFinal ? CasePhase.ENDED : phase, ruling, appealEndBlock, coherentSeats, rewardPerSeat, error);
    }

    private CaseProgress ended(
            CasePhase next, Ruling given, long appealEnd, long seats, BigInteger reward, @Nullable String error) {
        return new CaseProgress(
                next,
                given,
                appealedRuling,
                appellant,
                appealDeposit,
                round,
                drawBlock,
                appealEnd,
                seats,
                reward,
                error);
    }
}
