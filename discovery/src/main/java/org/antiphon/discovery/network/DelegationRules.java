package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.antiphon.contracts.DelegateManagerV2;
import org.antiphon.discovery.network.model.Delegation;
import org.antiphon.discovery.network.model.Delegator;
import org.antiphon.discovery.network.model.DelegatorRemoval;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.network.model.Slash;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/**
 * Who delegates how much to whom. A slash shrinks every delegation to the provider and drops the requests of all its
 * delegators, without an event for each; it is computed here as the contract does it.
 */
public final class DelegationRules implements ContractRules {
    @Override
    public String contract() {
        return "DelegateManager";
    }

    @Override
    public void declare(ContractEvents events) {
        declareDelegations(events);
        declareRemovals(events);
        events.on(
                DelegateManagerV2.SLASH_EVENT,
                DelegateManagerV2::getSlashEventFromLog,
                (slash, at, reads) -> {
                    reads.row(slash(slash, at).key());
                    Delegators.readAll(slash._target, reads);
                },
                DelegationRules::slash);
        events.on(
                DelegateManagerV2.SPMINDELEGATIONAMOUNTUPDATED_EVENT,
                DelegateManagerV2::getSPMinDelegationAmountUpdatedEventFromLog,
                (updated, at, reads) -> reads.row(new ServiceProvider.Id(updated._serviceProvider)),
                (updated, at, state) -> Providers.change(
                        updated._serviceProvider,
                        state,
                        provider -> provider.minDelegation(updated._spMinDelegationAmount, at.blockNumber())));
        declareParameters(events);
    }

    private static void declareDelegations(ContractEvents events) {
        events.on(
                DelegateManagerV2.INCREASEDELEGATEDSTAKE_EVENT,
                DelegateManagerV2::getIncreaseDelegatedStakeEventFromLog,
                (increase, at, reads) -> Delegators.read(increase._serviceProvider, increase._delegator, reads),
                DelegationRules::delegate);
        events.on(
                DelegateManagerV2.UNDELEGATESTAKEREQUESTED_EVENT,
                DelegateManagerV2::getUndelegateStakeRequestedEventFromLog,
                (requested, at, reads) -> Delegators.read(requested._serviceProvider, requested._delegator, reads),
                (requested, at, state) -> request(
                        requested._delegator,
                        requested._serviceProvider,
                        delegator -> delegator.undelegating(
                                requested._serviceProvider,
                                requested._amount,
                                Values.number(requested._lockupExpiryBlock),
                                at.blockNumber()),
                        at,
                        state));
        events.on(
                DelegateManagerV2.UNDELEGATESTAKEREQUESTCANCELLED_EVENT,
                DelegateManagerV2::getUndelegateStakeRequestCancelledEventFromLog,
                (cancelled, at, reads) -> Delegators.read(cancelled._serviceProvider, cancelled._delegator, reads),
                (cancelled, at, state) -> request(
                        cancelled._delegator,
                        cancelled._serviceProvider,
                        delegator -> delegator.settled(at.blockNumber()),
                        at,
                        state));
        events.on(
                DelegateManagerV2.UNDELEGATESTAKEREQUESTEVALUATED_EVENT,
                DelegateManagerV2::getUndelegateStakeRequestEvaluatedEventFromLog,
                (evaluated, at, reads) -> Delegators.read(evaluated._serviceProvider, evaluated._delegator, reads),
                DelegationRules::undelegate);
    }

    private static void declareRemovals(ContractEvents events) {
        events.put(
                DelegateManagerV2.REMOVEDELEGATORREQUESTED_EVENT,
                DelegateManagerV2::getRemoveDelegatorRequestedEventFromLog,
                (requested, at) -> new DelegatorRemoval(
                        requested._serviceProvider,
                        requested._delegator,
                        Values.number(requested._lockupExpiryBlock),
                        at.blockNumber()));
        events.remove(
                DelegateManagerV2.REMOVEDELEGATORREQUESTCANCELLED_EVENT,
                DelegateManagerV2::getRemoveDelegatorRequestCancelledEventFromLog,
                cancelled -> new DelegatorRemoval.Id(cancelled._serviceProvider, cancelled._delegator));
        events.on(
                DelegateManagerV2.REMOVEDELEGATORREQUESTEVALUATED_EVENT,
                DelegateManagerV2::getRemoveDelegatorRequestEvaluatedEventFromLog,
                (evaluated, at, reads) -> {
                    Delegators.read(evaluated._serviceProvider, evaluated._delegator, reads);
                    reads.row(new DelegatorRemoval.Id(evaluated._serviceProvider, evaluated._delegator));
                },
                DelegationRules::sendAway);
    }

    private static void declareParameters(ContractEvents events) {
        events.parameter(
                DelegateManagerV2.MINDELEGATIONUPDATED_EVENT,
                DelegateManagerV2::getMinDelegationUpdatedEventFromLog,
                "min_delegation",
                updated -> updated._minDelegationAmount);
        events.parameter(
                DelegateManagerV2.MAXDELEGATORSUPDATED_EVENT,
                DelegateManagerV2::getMaxDelegatorsUpdatedEventFromLog,
                "max_delegators",
                updated -> updated._maxDelegators);
        events.parameter(
                DelegateManagerV2.UNDELEGATELOCKUPDURATIONUPDATED_EVENT,
                DelegateManagerV2::getUndelegateLockupDurationUpdatedEventFromLog,
                "undelegate_lockup",
                updated -> updated._undelegateLockupDuration);
        events.parameter(
                DelegateManagerV2.REMOVEDELEGATORLOCKUPDURATIONUPDATED_EVENT,
                DelegateManagerV2::getRemoveDelegatorLockupDurationUpdatedEventFromLog,
                "remove_delegator_lockup",
                updated -> updated._removeDelegatorLockupDuration);
        events.parameter(
                DelegateManagerV2.REMOVEDELEGATOREVALDURATIONUPDATED_EVENT,
                DelegateManagerV2::getRemoveDelegatorEvalDurationUpdatedEventFromLog,
                "remove_delegator_evaluation",
                updated -> updated._removeDelegatorEvalDuration);
    }

    private static Verdict delegate(
            DelegateManagerV2.IncreaseDelegatedStakeEventResponse increase, Place at, State state) {
        var amount = increase._increaseAmount;
        var provider = Providers.of(increase._serviceProvider, state);
        var delegation = state.row(new Delegation.Id(increase._serviceProvider, increase._delegator));
        var delegated = delegation == null ? amount : delegation.amount().add(amount);
        return Verdict.accept(
                new Change.Put(new Delegation(provider.provider(), increase._delegator, delegated, at.blockNumber())),
                new Change.Put(Delegators.of(increase._delegator, state).delegated(amount, at.blockNumber())),
                new Change.Put(provider.delegated(provider.totalDelegated().add(amount), at.blockNumber())));
    }

    /** A request locks or frees a part of what is delegated, which is read with the provider. */
    private static Verdict request(
            String account, String provider, UnaryOperator<Delegator> change, Place at, State state) {
        var delegator = state.row(new Delegator.Id(account));
        return delegator == null
                ? ContractEvents.unexpected(new Delegator.Id(account))
                : Verdict.accept(new Change.Put(change.apply(delegator)), Providers.touched(provider, at, state));
    }

    private static Verdict undelegate(
            DelegateManagerV2.UndelegateStakeRequestEvaluatedEventResponse evaluated, Place at, State state) {
        var id = new Delegation.Id(evaluated._serviceProvider, evaluated._delegator);
        var delegation = state.row(id);
        if (delegation == null) {
            return ContractEvents.unexpected(id);
        }
        var delegator = Delegators.of(evaluated._delegator, state).settled(at.blockNumber());
        return take(delegation, evaluated._amount, delegator, at, state);
    }

    private static Verdict sendAway(
            DelegateManagerV2.RemoveDelegatorRequestEvaluatedEventResponse evaluated, Place at, State state) {
        var request = new Change.Remove(new DelegatorRemoval.Id(evaluated._serviceProvider, evaluated._delegator));
        var delegation = state.row(new Delegation.Id(evaluated._serviceProvider, evaluated._delegator));
        if (delegation == null) {
            return Verdict.accept(request);
        }
        var delegator = Delegators.of(evaluated._delegator, state);
        boolean leaving = evaluated._serviceProvider.equals(delegator.undelegationProvider());
        return take(
                        delegation,
                        delegation.amount(),
                        leaving ? delegator.settled(at.blockNumber()) : delegator,
                        at,
                        state)
                .and(request);
    }

    /** Takes stake out of a delegation; one of which nothing is left is gone. */
    private static Verdict.Accepted take(
            Delegation delegation, BigInteger amount, Delegator delegator, Place at, State state) {
        var provider = Providers.of(delegation.provider(), state);
        var left = delegation.amount().subtract(amount);
        return Verdict.accept(
                left.signum() == 0
                        ? new Change.Remove(delegation.key())
                        : new Change.Put(delegation.amount(left, at.blockNumber())),
                new Change.Put(delegator.delegated(amount.negate(), at.blockNumber())),
                new Change.Put(provider.delegated(provider.totalDelegated().subtract(amount), at.blockNumber())));
    }

    private static Verdict slash(DelegateManagerV2.SlashEventResponse slashed, Place at, State state) {
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(slash(slashed, at)));
        var oldTotal = slashed._newTotal.add(slashed._amount);
        var remaining = BigInteger.ZERO;
        for (var delegation : state.rows(new Delegation.To(slashed._target))) {
            var left = StakeShares.slashed(delegation.amount(), oldTotal, slashed._newTotal);
            var lost = delegation.amount().subtract(left);
            changes.add(new Change.Put(delegation.amount(left, at.blockNumber())));
            changes.add(new Change.Put(Delegators.of(delegation.delegator(), state)
                    .settled(at.blockNumber())
                    .delegated(lost.negate(), at.blockNumber())));
            remaining = remaining.add(left);
        }
        changes.add(new Change.Put(Providers.of(slashed._target, state).delegated(remaining, at.blockNumber())));
        return new Verdict.Accepted(changes);
    }

    private static Slash slash(DelegateManagerV2.SlashEventResponse slashed, Place at) {
        return new Slash(at, slashed._target, slashed._amount, slashed._newTotal);
    }
}
