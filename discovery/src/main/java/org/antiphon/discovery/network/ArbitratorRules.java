package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.Locale;
import org.antiphon.contracts.ArbitratorRegistry;
import org.antiphon.discovery.network.model.Arbitrator;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** The stakes of arbitrators. */
public final class ArbitratorRules implements ContractRules {
    private enum Parameter {
        MINIMUM_STAKE,
        UNBONDING_DELAY
    }

    @Override
    public String contract() {
        return "ArbitratorRegistry";
    }

    @Override
    public void declare(ContractEvents events) {
        events.on(
                ArbitratorRegistry.ARBITRATORREGISTERED_EVENT,
                ArbitratorRegistry::getArbitratorRegisteredEventFromLog,
                (registered, at, reads) -> reads.row(new Arbitrator.Id(registered.arbitrator)),
                ArbitratorRules::register);
        events.update(
                ArbitratorRegistry.STAKEINCREASED_EVENT,
                ArbitratorRegistry::getStakeIncreasedEventFromLog,
                increased -> new Arbitrator.Id(increased.arbitrator),
                (increased, at, arbitrator) ->
                        arbitrator.stakes(increased.active, arbitrator.unbonding(), at.blockNumber()));
        events.update(
                ArbitratorRegistry.UNBONDREQUESTED_EVENT,
                ArbitratorRegistry::getUnbondRequestedEventFromLog,
                requested -> new Arbitrator.Id(requested.arbitrator),
                (requested, at, arbitrator) -> arbitrator
                        .stakes(requested.active, arbitrator.unbonding().add(requested.amount), at.blockNumber())
                        .withdrawableAt(Values.number(requested.withdrawableAt)));
        events.update(
                ArbitratorRegistry.WITHDRAWN_EVENT,
                ArbitratorRegistry::getWithdrawnEventFromLog,
                withdrawn -> new Arbitrator.Id(withdrawn.arbitrator),
                (withdrawn, at, arbitrator) -> arbitrator.stakes(
                        arbitrator.active(), arbitrator.unbonding().subtract(withdrawn.amount), at.blockNumber()));
        events.update(
                ArbitratorRegistry.STAKEPENALISED_EVENT,
                ArbitratorRegistry::getStakePenalisedEventFromLog,
                penalised -> new Arbitrator.Id(penalised.arbitrator),
                (penalised, at, arbitrator) ->
                        arbitrator.stakes(penalised.active, penalised.unbonding, at.blockNumber()));
        events.put(
                ArbitratorRegistry.PARAMETERUPDATED_EVENT,
                ArbitratorRegistry::getParameterUpdatedEventFromLog,
                (set, at) -> new NetworkParameter(contract(), name(set.parameter), set.value, at.blockNumber()));
    }

    /** One who took all stake out, and comes back, may still have some unbonding. */
    private static Verdict register(
            ArbitratorRegistry.ArbitratorRegisteredEventResponse registered, Place at, State state) {
        var former = state.row(new Arbitrator.Id(registered.arbitrator));
        return Verdict.accept(new Change.Put(
                former == null
                        ? new Arbitrator(
                                registered.arbitrator,
                                registered.amount,
                                BigInteger.ZERO,
                                0,
                                at.createdAt(),
                                at.blockNumber())
                        : former.stakes(registered.amount, former.unbonding(), at.blockNumber())));
    }

    private static String name(BigInteger parameter) {
        return Values.of(Parameter.values(), parameter).name().toLowerCase(Locale.ROOT);
    }
}
