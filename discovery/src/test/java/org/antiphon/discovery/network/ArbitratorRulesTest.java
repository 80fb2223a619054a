package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.antiphon.contracts.ArbitratorRegistry;
import org.antiphon.discovery.network.model.Arbitrator;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Uint8;

class ArbitratorRulesTest {
    private static final Address ACCOUNT = new Address(address(0xa1));

    private final NetworkScene scene = new NetworkScene();

    @Test
    void stakeIsLockedUnbondedAndWithdrawn() {
        register(100);
        increase(50, 150);
        unbond(30, 120, 77);
        unbond(20, 100, 88);
        assertArbitrator(100, 50, 88);

        scene.emit(Contracts.ARBITRATORS, ArbitratorRegistry.WITHDRAWN_EVENT, ACCOUNT, uint(40));
        assertArbitrator(100, 10, 88);
    }

    @Test
    void aPenaltyTellsWhatIsLeft() {
        register(100);
        scene.emit(
                Contracts.ARBITRATORS, ArbitratorRegistry.STAKEPENALISED_EVENT, ACCOUNT, uint(30), uint(60), uint(10));

        assertArbitrator(60, 10, 0);
    }

    @Test
    void whoComesBackStillHasWhatUnbonds() {
        register(100);
        unbond(100, 0, 77);
        register(200);

        assertArbitrator(200, 100, 77);
    }

    @Test
    void nothingHappensToAnArbitratorOfWhomNothingWasTold() {
        assertUnexpected(increase(50, 150));
        assertUnexpected(unbond(1, 2, 3));
        assertThat(scene.row(new Arbitrator.Id(ACCOUNT.getValue()))).isNull();
    }

    @Test
    void whatGovernsArbitratorsIsKnown() {
        scene.emit(Contracts.ARBITRATORS, ArbitratorRegistry.PARAMETERUPDATED_EVENT, new Uint8(1), uint(55));

        assertThat(scene.row(new NetworkParameter.Id("ArbitratorRegistry", "unbonding_delay")))
                .extracting(NetworkParameter::value)
                .isEqualTo(BigInteger.valueOf(55));
    }

    private void register(long stake) {
        scene.emit(Contracts.ARBITRATORS, ArbitratorRegistry.ARBITRATORREGISTERED_EVENT, ACCOUNT, uint(stake));
    }

    private Verdict increase(long amount, long active) {
        return scene.emit(
                Contracts.ARBITRATORS, ArbitratorRegistry.STAKEINCREASED_EVENT, ACCOUNT, uint(amount), uint(active));
    }

    private Verdict unbond(long amount, long active, long block) {
        return scene.emit(
                Contracts.ARBITRATORS,
                ArbitratorRegistry.UNBONDREQUESTED_EVENT,
                ACCOUNT,
                uint(amount),
                uint(active),
                uint(block));
    }

    private void assertArbitrator(long active, long unbonding, long withdrawableAt) {
        assertThat(scene.row(new Arbitrator.Id(ACCOUNT.getValue()))).satisfies(arbitrator -> {
            assertThat(arbitrator.active()).isEqualTo(active);
            assertThat(arbitrator.unbonding()).isEqualTo(unbonding);
            assertThat(arbitrator.withdrawableAtBlock()).isEqualTo(withdrawableAt);
        });
    }
}
