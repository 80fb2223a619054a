package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.contracts.ServiceProviderFactory;
import org.antiphon.discovery.network.model.DeployerCutUpdate;
import org.antiphon.discovery.network.model.ServiceNode;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.network.model.StakeDecrease;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Utf8String;

class ServiceProviderRulesTest {
    private static final long PROVIDER = 0xa1;
    private static final ServiceProvider.Id ID = new ServiceProvider.Id(address(PROVIDER));
    private static final StakeDecrease.Id DECREASE = new StakeDecrease.Id(address(PROVIDER));

    private final NetworkScene scene = new NetworkScene();

    @Test
    void aProviderBeginsWithItsFirstNodeAndKeepsItAfterwards() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500));

        assertThat(scene.row(ID))
                .isEqualTo(new ServiceProvider(
                        address(PROVIDER), BigInteger.valueOf(500), BigInteger.ZERO, 0, 1, BigInteger.ZERO, 0));
        scene.happen(history -> Contracts.deregister(history, PROVIDER, 1, 500));
        assertThat(scene.row(new ServiceNode.Id("content-node", 1))).satisfies(node -> {
            assertThat(node.isRegistered()).isFalse();
            assertThat(node.endpoint()).isEqualTo("https://node1");
        });
    }

    @Test
    void theLastNodeLeavesARequestForTheWholeStake() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500));
        scene.happen(history -> Contracts.register(history, PROVIDER, 2, 900));

        scene.happen(history -> Contracts.deregister(history, PROVIDER, 1, 0));
        assertThat(scene.row(DECREASE)).isNull();

        scene.happen(history -> Contracts.deregister(history, PROVIDER, 2, 900));
        assertThat(scene.row(DECREASE))
                .isEqualTo(new StakeDecrease(address(PROVIDER), BigInteger.valueOf(900), Contracts.DECREASE_LOCKUP, 0));
    }

    @Test
    void aChangedLockupHoldsForLaterRequests() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500)
                .emit(Contracts.PROVIDERS, ServiceProviderFactory.DECREASESTAKELOCKUPDURATIONUPDATED_EVENT, uint(77)));
        scene.happen(history -> Contracts.deregister(history, PROVIDER, 1, 500));

        assertThat(scene.row(DECREASE)).extracting(StakeDecrease::expiryBlock).isEqualTo(77L);
    }

    @Test
    void anEventAboutANodeOfWhichNothingWasToldIsUnexpected() {
        assertUnexpected(scene.happen(ServiceProviderRulesTest::moved));
    }

    @Test
    void textsThatADatabaseCannotHoldAreMadeFit() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 9, 500));
        scene.happen(ServiceProviderRulesTest::moved);

        assertThat(scene.row(new ServiceNode.Id("content-node", 9)))
                .extracting(ServiceNode::endpoint)
                .isEqualTo("https://\uFFFDnew");
    }

    @Test
    void aRequestAndItsEndAreChangesOfTheProvider() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500));

        scene.happen(3, history -> ask(history, ServiceProviderFactory.DECREASESTAKEREQUESTED_EVENT));
        assertThat(scene.row(DECREASE)).extracting(StakeDecrease::amount).isEqualTo(BigInteger.valueOf(40));
        assertThat(changed()).isEqualTo(3);
        scene.happen(4, history -> ask(history, ServiceProviderFactory.DECREASESTAKEREQUESTCANCELLED_EVENT));
        assertThat(scene.row(DECREASE)).isNull();
        assertThat(changed()).isEqualTo(4);
        scene.happen(5, history -> ask(history, ServiceProviderFactory.DECREASESTAKEREQUESTED_EVENT));
        scene.happen(6, history -> ask(history, ServiceProviderFactory.DECREASESTAKEREQUESTEVALUATED_EVENT));
        assertThat(scene.row(DECREASE)).isNull();
        assertThat(changed()).isEqualTo(6);
    }

    @Test
    void aCutIsTakenWhenItsRequestIsEvaluatedAndNotWhenItIsCancelled() {
        var request = new DeployerCutUpdate.Id(address(PROVIDER));
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500));

        scene.happen(3, history -> ask(history, ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTED_EVENT));
        assertThat(scene.row(request)).isEqualTo(new DeployerCutUpdate(address(PROVIDER), 40, 99, 3));
        assertThat(changed()).isEqualTo(3);
        scene.happen(4, history -> ask(history, ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTCANCELLED_EVENT));
        assertThat(scene.row(request)).isNull();
        assertThat(changed()).isEqualTo(4);
        scene.happen(5, history -> ask(history, ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTED_EVENT));
        scene.emit(
                Contracts.PROVIDERS,
                ServiceProviderFactory.DEPLOYERCUTUPDATEREQUESTEVALUATED_EVENT,
                new Address(address(PROVIDER)),
                uint(40));
        assertThat(scene.row(request)).isNull();
        assertThat(scene.row(ID)).extracting(ServiceProvider::deployerCut).isEqualTo(40);
    }

    @Test
    void theWalletOfANodeIsKnownOnceItIsTold() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500));
        var id = new ServiceNode.Id("content-node", 1);
        assertThat(scene.row(id)).extracting(ServiceNode::delegateOwnerWallet).isNull();

        scene.emit(
                Contracts.PROVIDERS,
                ServiceProviderFactory.DELEGATEOWNERWALLETUPDATED_EVENT,
                new Address(address(PROVIDER)),
                RegistryKey.word("content-node"),
                uint(1),
                new Address(address(0xff)));
        assertThat(scene.row(id)).extracting(ServiceNode::delegateOwnerWallet).isEqualTo(address(0xff));
    }

    private long changed() {
        return Providers.of(address(PROVIDER), scene).blockNumber();
    }

    private static History ask(History history, Event event) {
        return history.emit(Contracts.PROVIDERS, event, new Address(address(PROVIDER)), uint(40), uint(99));
    }

    private static History moved(History history) {
        return history.emit(
                Contracts.PROVIDERS,
                ServiceProviderFactory.ENDPOINTUPDATED_EVENT,
                RegistryKey.word("content-node"),
                new Address(address(PROVIDER)),
                new Utf8String("https://node9"),
                new Utf8String("https://\0new"),
                uint(9));
    }
}
