package org.antiphon.discovery.query;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Stakes and rewards, amounts in wei. */
public final class StakingView {
    private StakingView() {}

    /** The totals. */
    public record Totals(BigInteger totalStaked, int providerCount, int delegatorCount) {}

    /** A service provider with what it has asked for and not got yet. */
    public record Provider(
            String provider,
            BigInteger deployerStake,
            int deployerCut,
            BigInteger totalDelegated,
            BigInteger totalStaked,
            BigInteger lockedDelegation,
            int endpointCount,
            int delegatorCount,
            BigInteger minDelegation,
            @Nullable BigInteger pendingDecrease,
            long pendingDecreaseBlock,
            @Nullable Integer pendingCut,
            long pendingCutBlock,
            long lastClaimBlock,
            long blockNumber) {}

    /** A delegation with what is asked about it. */
    public record Delegation(
            String delegator,
            String provider,
            BigInteger amount,
            @Nullable BigInteger pendingUndelegation,
            long pendingUndelegationBlock,
            long removalBlock,
            long blockNumber) {}

    /** A round with what was claimed of it. */
    public record Round(long roundNumber, long blockNumber, BigInteger fundAmount, BigInteger claimed) {
        /** What stands in place of the present round before the first. */
        public static final Round NONE = new Round(0, 0, BigInteger.ZERO, BigInteger.ZERO);
    }

    /** A claim in a round. */
    public record Claim(
            String provider,
            long round,
            BigInteger rewards,
            BigInteger oldTotal,
            BigInteger newTotal,
            long blockNumber,
            String transactionHash) {}

    /** A slashed stake. */
    public record Slash(
            String provider, BigInteger amount, BigInteger newTotal, long blockNumber, String transactionHash) {}
}
