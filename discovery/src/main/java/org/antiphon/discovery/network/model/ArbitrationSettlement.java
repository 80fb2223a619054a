package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** What an account has got and lost in a closed case. */
public record ArbitrationSettlement(
        long caseId,
        String account,
        BigInteger depositReturned,
        BigInteger reward,
        BigInteger penalty,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long caseId, String account) implements Key<ArbitrationSettlement> {}

    /** The settlement of an account that has got and lost nothing yet. */
    public static ArbitrationSettlement none(long caseId, String account) {
        return new ArbitrationSettlement(caseId, account, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);
    }

    @Override
    public Id key() {
        return new Id(caseId, account);
    }

    /** With so much more got and lost. */
    public ArbitrationSettlement plus(BigInteger deposit, BigInteger rewarded, BigInteger lost, long block) {
        return new ArbitrationSettlement(
                caseId, account, depositReturned.add(deposit), reward.add(rewarded), penalty.add(lost), block);
    }
}
