package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.function.Function;
import org.antiphon.contracts.ServiceProviderFactory;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.network.model.DeployerCutUpdate;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.ServiceNode;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.network.model.StakeDecrease;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.core.methods.response.Log;

/** Providers register nodes, and ask for changes of their stake and cut that take effect after a lockup. */
public final class ServiceProviderRules implements ContractRules {
    private static final String CONTRACT = "ServiceProviderFactory";
    private static final NetworkParameter.Id DECREASE_LOCKUP =
            new NetworkParameter.Id(CONTRACT, "decrease_stake_lockup");

    private final long initialDecreaseLockup;

    /** Rules for a contract that was initialised with this lockup of decreases, in blocks. */
    public ServiceProviderRules(long initialDecreaseLockup) {
        this.initialDecreaseLockup = initialDecreaseLockup;
    }

    @Override
    public String contract() {
        return CONTRACT;
    }

    @Override
    public void declare(ContractEvents events) {
        declareNodes(events);
        declareDecreases(events);
        declareCuts(events);
        events.parameter(
                ServiceProviderFactory.DECREASESTAKELOCKUPDURATIONUPDATED_EVENT,
                ServiceProviderFactory::getDecreaseStakeLockupDurationUpdatedEventFromLog,
                DECREASE_LOCKUP.name(),
                updated -> updated._lockupDuration);
        events.parameter(
                ServiceProviderFactory.UPDATEDEPLOYERCUTLOCKUPDURATIONUPDATED_EVENT,
                ServiceProviderFactory::getUpdateDeployerCutLockupDurationUpdatedEventFromLog,
                "deployer_cut_lockup",
                updated -> updated._lockupDuration);
    }

    private void declareNodes(ContractEvents events) {
        events.on(
                ServiceProviderFactory.REGISTEREDSERVICEPROVIDER_EVENT,
                ServiceProviderFactory::getRegisteredServiceProviderEventFromLog,
                (registered, at, reads) -> {
                    reads.row(node(registered._serviceType, registered._spID));
                    reads.row(new ServiceProvider.Id(registered._owner));
                },
                ServiceProviderRules::register);
        events.on(
                ServiceProviderFactory.DEREGISTEREDSERVICEPROVIDER_EVENT,
                ServiceProviderFactory::getDeregisteredServiceProviderEventFromLog,
                (gone, at, reads) -> {
                    reads.row(node(gone._serviceType, gone._spID));
                    reads.row(new ServiceProvider.Id(gone._owner));
                    reads.row(new StakeDecrease.Id(gone._owner));
                    reads.row(DECREASE_LOCKUP);
                },
                this::deregister);
        events.update(
                ServiceProviderFactory.ENDPOINTUPDATED_EVENT,
                ServiceProviderFactory::getEndpointUpdatedEventFromLog,
                updated -> node(updated._serviceType, updated._spID),
                (updated, at, node) -> node.endpoint(Values.text(updated._newEndpoint), at));
        events.update(
                ServiceProviderFactory.DELEGATEOWNERWALLETUPDATED_EVENT,
                ServiceProviderFactory::getDelegateOwnerWalletUpdatedEventFromLog,
                updated -> node(updated._serviceType, updated._spID),
                (updated, at, node) -> node.wallet(updated._updatedWallet, at));
    }

    private static void declareDecreases(ContractEvents events) {
        events.on(
                ServiceProviderFactory.DECREASESTAKEREQUESTED_EVENT,
                ServiceProviderFactory::getDecreaseStakeRequestedEventFromLog,
                (requested, at, reads) -> pending(requested._owner, new StakeDecrease.Id(requested._owner), reads),
                (requested, at, state) -> Verdict.accept(
                        new Change.Put(new StakeDecrease(
                                requested._owner,
                                requested._decreaseAmount,
                                Values.number(requested._lockupExpiryBlock),
                                at.blockNumber())),
                        Providers.touched(requested._owner, at, state)));
        settled(
                events,
                ServiceProviderFactory.DECREASESTAKEREQUESTCANCELLED_EVENT,
                ServiceProviderFactory::getDecreaseStakeRequestCancelledEventFromLog,
                cancelled -> cancelled._owner,
                StakeDecrease.Id::new);
        settled(
                events,
                ServiceProviderFactory.DECREASESTAKEREQUESTEVALUATED_EVENT,
                ServiceProviderFactory::getDecreaseStakeRequestEvaluatedEventFromLog,
                evaluated -> evaluated._owner,
                StakeDecrease.Id::new);
    }

    private static void declareCuts(ContractEvents events) {
        events.on(
                ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTED_EVENT,
                ServiceProviderFactory::getDeployerCutUpdateRequestedEventFromLog,
                (requested, at, reads) -> pending(requested._owner, new DeployerCutUpdate.Id(requested._owner), reads),
                (requested, at, state) -> Verdict.accept(
                        new Change.Put(new DeployerCutUpdate(
                                requested._owner,
                                Values.small(requested._updatedCut),
                                Values.number(requested._lockupExpiryBlock),
                                at.blockNumber())),
                        Providers.touched(requested._owner, at, state)));
        settled(
                events,
                ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTCANCELLED_EVENT,
                ServiceProviderFactory::getDeployerCutUpdateRequestCancelledEventFromLog,
                cancelled -> cancelled._owner,
                DeployerCutUpdate.Id::new);
        events.on(
                ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTEVALUATED_EVENT,
                ServiceProviderFactory::getDeployerCutUpdateRequestEvaluatedEventFromLog,
                (evaluated, at, reads) -> pending(evaluated._owner, new DeployerCutUpdate.Id(evaluated._owner), reads),
                (evaluated, at, state) -> Verdict.accept(
                        new Change.Remove(new DeployerCutUpdate.Id(evaluated._owner)),
                        new Change.Put(Providers.of(evaluated._owner, state)
                                .cut(Values.small(evaluated._updatedCut), at.blockNumber()))));
    }

    /** A request of a provider is no longer pending. */
    private static <E> void settled(
            ContractEvents events,
            Event event,
            Function<Log, E> decode,
            Function<E, String> owner,
            Function<String, Key<?>> request) {
        events.on(
                event,
                decode,
                (each, at, reads) -> pending(owner.apply(each), request.apply(owner.apply(each)), reads),
                (each, at, state) -> Verdict.accept(
                        new Change.Remove(request.apply(owner.apply(each))),
                        Providers.touched(owner.apply(each), at, state)));
    }

    private static void pending(String owner, Key<?> request, Reads reads) {
        reads.row(request);
        reads.row(new ServiceProvider.Id(owner));
    }

    private static Verdict register(
            ServiceProviderFactory.RegisteredServiceProviderEventResponse registered, Place at, State state) {
        var node = ServiceNode.registered(
                Values.name(registered._serviceType),
                Values.number(registered._spID),
                registered._owner,
                Values.text(registered._endpoint),
                at);
        var provider = Providers.of(registered._owner, state).endpoints(1, at.blockNumber());
        return Verdict.accept(new Change.Put(node), new Change.Put(provider));
    }

    /** With the last node all of the provider's own stake is requested back, of which no other event tells. */
    private Verdict deregister(
            ServiceProviderFactory.DeregisteredServiceProviderEventResponse gone, Place at, State state) {
        var node = state.row(node(gone._serviceType, gone._spID));
        if (node == null) {
            return ContractEvents.unexpected(node(gone._serviceType, gone._spID));
        }
        var left = new Change.Put(node.deregistered(at));
        var provider = Providers.of(gone._owner, state).endpoints(-1, at.blockNumber());
        if (provider.endpointCount() > 0) {
            return Verdict.accept(left, new Change.Put(provider));
        }
        long expiry = at.blockNumber() + decreaseLockup(state);
        var decrease = gone._unstakeAmount.equals(BigInteger.ZERO)
                ? new Change.Remove(new StakeDecrease.Id(gone._owner))
                : new Change.Put(new StakeDecrease(gone._owner, gone._unstakeAmount, expiry, at.blockNumber()));
        return Verdict.accept(left, new Change.Put(provider), decrease);
    }

    private long decreaseLockup(State state) {
        var changed = state.row(DECREASE_LOCKUP);
        return changed == null ? initialDecreaseLockup : Values.number(changed.value());
    }

    private static ServiceNode.Id node(byte[] serviceType, BigInteger spId) {
        return new ServiceNode.Id(Values.name(serviceType), Values.number(spId));
    }
}
