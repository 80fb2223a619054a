package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.antiphon.contracts.Staking;
import org.antiphon.discovery.network.model.ServiceNode;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.testing.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;

class StakingRulesTest {
    private static final long PROVIDER = 0xa1;
    private static final long OTHER = 0xa2;

    private final NetworkScene scene = new NetworkScene();

    static List<Event> changes() {
        return List.of(Staking.STAKED_EVENT, Staking.UNSTAKED_EVENT, Staking.SLASHED_EVENT);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeOfAStakeTellsTheNewTotal(Event change) {
        change(1, change, PROVIDER, 700);

        assertThat(scene.row(new ServiceProvider.Id(address(PROVIDER))))
                .isEqualTo(new ServiceProvider(
                        address(PROVIDER), BigInteger.valueOf(700), BigInteger.ZERO, 0, 0, BigInteger.ZERO, 1));
    }

    @Test
    void theNodesThatAnOwnerStillHasChangeWithItsStake() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 500));
        scene.happen(history -> Contracts.register(history, PROVIDER, 2, 900));
        scene.happen(history -> Contracts.register(history, OTHER, 3, 500));
        scene.happen(history -> Contracts.deregister(history, PROVIDER, 2, 0));

        change(7, Staking.STAKED_EVENT, PROVIDER, 950);

        assertThat(changed(1)).isEqualTo(7);
        assertThat(changed(2)).isZero();
        assertThat(changed(3)).isZero();
    }

    private void change(int block, Event event, long provider, long total) {
        scene.happen(
                block,
                history ->
                        history.emit(Contracts.STAKING, event, new Address(address(provider)), uint(50), uint(total)));
    }

    private long changed(long node) {
        return scene.rows(new ServiceNode.Of(address(node == 3 ? OTHER : PROVIDER))).stream()
                .filter(each -> each.spId() == node)
                .findFirst()
                .orElseThrow()
                .blockNumber();
    }
}
