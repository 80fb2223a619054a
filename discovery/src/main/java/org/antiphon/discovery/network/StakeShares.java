package org.antiphon.discovery.network;

import java.math.BigInteger;

/** The arithmetic of DelegateManager, rounded where it rounds, so that the index holds what the contract holds. */
final class StakeShares {
    private static final BigInteger CUT_BASE = BigInteger.valueOf(100);

    private StakeShares() {}

    /**
     * What a delegator gets of a reward.
     *
     * @param active what the delegator has delegated and not locked
     * @param allActive all stake of the provider that is not locked, before the reward
     * @param deployerCut in percent
     */
    static BigInteger reward(BigInteger active, BigInteger reward, BigInteger allActive, int deployerCut) {
        if (active.signum() == 0) {
            return BigInteger.ZERO;
        }
        var share = active.multiply(reward);
        var gross = share.divide(allActive);
        var cut = share.multiply(BigInteger.valueOf(deployerCut)).divide(allActive.multiply(CUT_BASE));
        return gross.subtract(cut);
    }

    /** What a slash of its provider leaves of a delegation. */
    static BigInteger slashed(BigInteger delegated, BigInteger oldTotal, BigInteger newTotal) {
        return newTotal.multiply(delegated).divide(oldTotal);
    }
}
