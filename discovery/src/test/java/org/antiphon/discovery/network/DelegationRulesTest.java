package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.antiphon.contracts.ClaimsManager;
import org.antiphon.contracts.DelegateManagerV2;
import org.antiphon.contracts.Staking;
import org.antiphon.discovery.network.model.Delegation;
import org.antiphon.discovery.network.model.Delegator;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;

class DelegationRulesTest {
    private static final long PROVIDER = 0xa1;
    private static final long OTHER = 0xa2;
    private static final long ALICE = 0xb1;
    private static final long BOB = 0xb2;

    private final NetworkScene scene = new NetworkScene();

    @BeforeEach
    void delegate() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 600));
        scene.happen(history -> Contracts.register(history, OTHER, 2, 600));
        scene.happen(history -> Contracts.delegate(history, ALICE, PROVIDER, 300, 900));
        scene.happen(history -> Contracts.delegate(history, BOB, PROVIDER, 100, 1_000));
        scene.happen(history -> Contracts.delegate(history, BOB, OTHER, 50, 650));
    }

    @Test
    void whatIsNotDelegatedIsTheProvidersOwn() {
        assertThat(provider().totalStaked()).isEqualTo(1_000);
        assertThat(provider().totalDelegated()).isEqualTo(400);
        assertThat(total(BOB)).isEqualTo(150);
    }

    @Test
    void aRewardIsSharedByWhatIsNotLocked() {
        scene.happen(history -> Contracts.requestUndelegate(history, ALICE, PROVIDER, 200));
        scene.happen(history -> claim(history, 80, 1_080));

        assertThat(delegated(ALICE)).isEqualTo(300 + 100 * 80 / 800);
        assertThat(delegated(BOB)).isEqualTo(100 + 100 * 80 / 800);
        assertThat(provider().totalStaked()).isEqualTo(1_080);
        assertThat(provider().totalDelegated()).isEqualTo(420);
        assertThat(total(BOB)).isEqualTo(160);
    }

    @Test
    void aSlashShrinksDelegationsAndDropsRequestsOfItsDelegatorsFromWhomever() {
        scene.happen(history -> Contracts.requestUndelegate(history, BOB, OTHER, 20));
        scene.happen(history -> Contracts.slash(history, PROVIDER, 100, 900));

        assertThat(delegated(ALICE)).isEqualTo(270);
        assertThat(delegated(BOB)).isEqualTo(90);
        assertThat(provider().totalDelegated()).isEqualTo(360);
        assertThat(scene.row(new Delegator.Id(address(BOB))))
                .isEqualTo(new Delegator(address(BOB), BigInteger.valueOf(140), null, BigInteger.ZERO, 0, 0));
    }

    @Test
    void oneWhoIsSentAwayKeepsARequestFromAnotherProvider() {
        scene.happen(history -> Contracts.requestUndelegate(history, BOB, OTHER, 20));
        scene.happen(history -> history.emit(
                        Contracts.STAKING, Staking.UNSTAKED_EVENT, new Address(address(PROVIDER)), uint(100), uint(900))
                .emit(
                        Contracts.DELEGATIONS,
                        DelegateManagerV2.REMOVEDELEGATORREQUESTEVALUATED_EVENT,
                        new Address(address(PROVIDER)),
                        new Address(address(BOB)),
                        uint(100)));

        assertThat(scene.row(new Delegation.Id(address(PROVIDER), address(BOB))))
                .isNull();
        assertThat(provider().totalDelegated()).isEqualTo(300);
        assertThat(scene.row(new Delegator.Id(address(BOB))))
                .extracting(Delegator::undelegationProvider)
                .isEqualTo(address(OTHER));
    }

    @Test
    void takingBackADelegationOfWhichNothingWasToldIsUnexpected() {
        var verdict = scene.happen(history -> history.emit(
                Contracts.DELEGATIONS,
                DelegateManagerV2.UNDELEGATESTAKEREQUESTEVALUATED_EVENT,
                new Address(address(ALICE)),
                new Address(address(OTHER)),
                uint(1)));

        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    }

    private static History claim(History history, long reward, long total) {
        return history.emit(
                        Contracts.STAKING,
                        Staking.STAKED_EVENT,
                        new Address(address(PROVIDER)),
                        uint(reward),
                        uint(total))
                .emit(
                        Contracts.CLAIMS,
                        ClaimsManager.CLAIMPROCESSED_EVENT,
                        new Address(address(PROVIDER)),
                        uint(reward),
                        uint(total - reward),
                        uint(total));
    }

    private ServiceProvider provider() {
        return Providers.of(address(PROVIDER), scene);
    }

    private BigInteger total(long delegator) {
        return Delegators.of(address(delegator), scene).totalDelegated();
    }

    private BigInteger delegated(long delegator) {
        var delegation = scene.row(new Delegation.Id(address(PROVIDER), address(delegator)));
        return delegation == null ? BigInteger.ZERO : delegation.amount();
    }
}
