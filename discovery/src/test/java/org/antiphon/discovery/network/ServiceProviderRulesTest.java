package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.contracts.ServiceProviderFactory;
import org.antiphon.discovery.network.model.ServiceNode;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.network.model.StakeDecrease;
import org.antiphon.discovery.rules.Rejection;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
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
        var verdict = scene.happen(ServiceProviderRulesTest::moved);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.kind()).isEqualTo(Rejection.EVENT_UNEXPECTED));
    }

    @Test
    void textsThatADatabaseCannotHoldAreMadeFit() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 9, 500));
        scene.happen(ServiceProviderRulesTest::moved);

        assertThat(scene.row(new ServiceNode.Id("content-node", 9)))
                .extracting(ServiceNode::endpoint)
                .isEqualTo("https://\uFFFDnew");
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
