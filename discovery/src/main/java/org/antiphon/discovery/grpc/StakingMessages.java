package org.antiphon.discovery.grpc;

import static org.antiphon.discovery.grpc.Optionals.ifPresent;

import org.antiphon.discovery.query.StakingView;
import org.antiphon.proto.discovery.v1.Claim;
import org.antiphon.proto.discovery.v1.Delegation;
import org.antiphon.proto.discovery.v1.Provider;
import org.antiphon.proto.discovery.v1.Round;
import org.antiphon.proto.discovery.v1.Slashing;
import org.antiphon.proto.discovery.v1.StakingSummary;

/** Stakes and rewards as the proto defines them. */
final class StakingMessages {
    private StakingMessages() {}

    static StakingSummary summary(StakingView.Totals totals, StakingView.Round round) {
        return StakingSummary.newBuilder()
                .setTotalStaked(Amounts.of(totals.totalStaked()))
                .setProviderCount(totals.providerCount())
                .setDelegatorCount(totals.delegatorCount())
                .setRound(round.roundNumber())
                .setRoundBlock(round.blockNumber())
                .setRoundFunds(Amounts.of(round.fundAmount()))
                .setRoundClaimed(Amounts.of(round.claimed()))
                .build();
    }

    static Provider of(StakingView.Provider provider) {
        var message = Provider.newBuilder()
                .setAddress(provider.provider())
                .setDeployerStake(Amounts.of(provider.deployerStake()))
                .setDeployerCut(provider.deployerCut())
                .setTotalDelegated(Amounts.of(provider.totalDelegated()))
                .setTotalStaked(Amounts.of(provider.totalStaked()))
                .setLockedDelegation(Amounts.of(provider.lockedDelegation()))
                .setNodeCount(provider.endpointCount())
                .setDelegatorCount(provider.delegatorCount())
                .setMinDelegation(Amounts.of(provider.minDelegation()))
                .setPendingDecrease(Amounts.of(provider.pendingDecrease()))
                .setPendingDecreaseBlock(provider.pendingDecreaseBlock())
                .setPendingCutBlock(provider.pendingCutBlock())
                .setLastClaimBlock(provider.lastClaimBlock())
                .setBlockNumber(provider.blockNumber());
        ifPresent(provider.pendingCut(), message::setPendingCut);
        return message.build();
    }

    static Delegation of(StakingView.Delegation delegation) {
        return Delegation.newBuilder()
                .setDelegator(delegation.delegator())
                .setProvider(delegation.provider())
                .setAmount(Amounts.of(delegation.amount()))
                .setPendingUndelegation(Amounts.of(delegation.pendingUndelegation()))
                .setPendingUndelegationBlock(delegation.pendingUndelegationBlock())
                .setRemovalBlock(delegation.removalBlock())
                .setBlockNumber(delegation.blockNumber())
                .build();
    }

    static Round of(StakingView.Round round) {
        return Round.newBuilder()
                .setRound(round.roundNumber())
                .setBlockNumber(round.blockNumber())
                .setFunds(Amounts.of(round.fundAmount()))
                .setClaimed(Amounts.of(round.claimed()))
                .build();
    }

    static Claim of(StakingView.Claim claim) {
        return Claim.newBuilder()
                .setProvider(claim.provider())
                .setRound(claim.round())
                .setRewards(Amounts.of(claim.rewards()))
                .setOldTotal(Amounts.of(claim.oldTotal()))
                .setNewTotal(Amounts.of(claim.newTotal()))
                .setBlockNumber(claim.blockNumber())
                .setTransactionHash(claim.transactionHash())
                .build();
    }

    static Slashing of(StakingView.Slash slash) {
        return Slashing.newBuilder()
                .setProvider(slash.provider())
                .setAmount(Amounts.of(slash.amount()))
                .setNewTotal(Amounts.of(slash.newTotal()))
                .setBlockNumber(slash.blockNumber())
                .setTransactionHash(slash.transactionHash())
                .build();
    }
}
