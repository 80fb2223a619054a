package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.ArrayList;
import org.antiphon.contracts.ClaimsManager;
import org.antiphon.discovery.network.model.Claim;
import org.antiphon.discovery.network.model.ClaimRound;
import org.antiphon.discovery.network.model.Delegation;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.StakeDecrease;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/**
 * Rounds and claims. DelegateManager shares a reward among delegators without an event for each, right after
 * ClaimsManager told of the claim; what they get is computed here as it does. Its own event tells less: where Audius
 * runs, the reward in it is 0. The new total of a claim of nothing lacks what is locked, so it is taken from Staking.
 */
public final class ClaimRules implements ContractRules {
    @Override
    public String contract() {
        return "ClaimsManager";
    }

    @Override
    public void declare(ContractEvents events) {
        events.put(
                ClaimsManager.ROUNDINITIATED_EVENT,
                ClaimsManager::getRoundInitiatedEventFromLog,
                (round, at) -> new ClaimRound(
                        Values.number(round._roundNumber), round._fundAmount, at.createdAt(), at.blockNumber()));
        events.on(
                ClaimsManager.CLAIMPROCESSED_EVENT,
                ClaimsManager::getClaimProcessedEventFromLog,
                (claim, at, reads) -> {
                    reads.row(new Claim.Id(at.blockNumber(), at.logIndex()));
                    reads.row(new StakeDecrease.Id(claim._claimer));
                    Delegators.readAll(claim._claimer, reads);
                },
                ClaimRules::process);
        events.parameter(
                ClaimsManager.FUNDINGAMOUNTUPDATED_EVENT,
                ClaimsManager::getFundingAmountUpdatedEventFromLog,
                "funding_amount",
                updated -> updated._amount);
        events.parameter(
                ClaimsManager.FUNDINGROUNDBLOCKDIFFUPDATED_EVENT,
                ClaimsManager::getFundingRoundBlockDiffUpdatedEventFromLog,
                "funding_round_block_diff",
                updated -> updated._blockDifference);
        events.parameter(
                ClaimsManager.RECURRINGCOMMUNITYFUNDINGAMOUNTUPDATED_EVENT,
                ClaimsManager::getRecurringCommunityFundingAmountUpdatedEventFromLog,
                "recurring_community_funding_amount",
                updated -> updated._amount);
    }

    private static Verdict process(ClaimsManager.ClaimProcessedEventResponse claimed, Place at, State state) {
        var changes = new ArrayList<Change>();
        var provider = Providers.of(claimed._claimer, state);
        changes.add(new Change.Put(
                new Claim(at, claimed._claimer, claimed._rewards, claimed._oldTotal, provider.totalStaked())));
        if (claimed._rewards.signum() == 0) {
            changes.add(Providers.touched(claimed._claimer, at, state));
            return new Verdict.Accepted(changes);
        }
        var delegations = state.rows(new Delegation.To(provider.provider()));
        var active = provider.totalStaked().subtract(claimed._rewards).subtract(locked(provider.provider(), state));
        var shared = BigInteger.ZERO;
        for (var delegation : delegations) {
            var delegator = Delegators.of(delegation.delegator(), state);
            var unlocked = delegation.amount().subtract(delegator.lockedAt(provider.provider()));
            var share = StakeShares.reward(unlocked, claimed._rewards, active, provider.deployerCut());
            changes.add(new Change.Put(delegation.amount(delegation.amount().add(share), at.blockNumber())));
            changes.add(new Change.Put(delegator.delegated(share, at.blockNumber())));
            shared = shared.add(share);
        }
        changes.add(new Change.Put(provider.delegated(provider.totalDelegated().add(shared), at.blockNumber())));
        return new Verdict.Accepted(changes);
    }

    private static BigInteger locked(String provider, State state) {
        var decrease = state.row(new StakeDecrease.Id(provider));
        return state.rows(new Delegation.To(provider)).stream()
                .map(delegation -> Delegators.of(delegation.delegator(), state).lockedAt(provider))
                .reduce(decrease == null ? BigInteger.ZERO : decrease.amount(), BigInteger::add);
    }
}
