package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.antiphon.contracts.ClaimsManager;
import org.antiphon.contracts.Staking;
import org.antiphon.discovery.network.model.Claim;
import org.antiphon.discovery.network.model.ClaimRound;
import org.antiphon.discovery.network.model.Delegation;
import org.antiphon.discovery.network.model.Delegator;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;

class ClaimRulesTest {
    private static final long PROVIDER = 0xa1;
    private static final long ALICE = 0xb1;

    private final NetworkScene scene = new NetworkScene();

    @Test
    void aRoundIsKnownByItsNumber() {
        scene.emit(Contracts.CLAIMS, ClaimsManager.ROUNDINITIATED_EVENT, uint(17), uint(3), uint(1_000));

        assertThat(scene.row(new ClaimRound.Id(3)))
                .isEqualTo(new ClaimRound(3, BigInteger.valueOf(1_000), History.GENESIS, 0));
    }

    @Test
    void aRewardIsSharedWithDelegators() {
        stake();
        scene.happen(4, history -> claim(history, 100, 1_100));

        assertThat(scene.row(new Claim.Id(4, 1))).satisfies(claim -> {
            assertThat(claim.rewards()).isEqualTo(100);
            assertThat(claim.oldTotal()).isEqualTo(1_000);
            assertThat(claim.newTotal()).isEqualTo(1_100);
        });
        assertThat(scene.row(new Delegation.Id(address(PROVIDER), address(ALICE))))
                .isEqualTo(new Delegation(address(PROVIDER), address(ALICE), BigInteger.valueOf(440), 4));
        assertThat(scene.row(new Delegator.Id(address(ALICE))))
                .extracting(Delegator::totalDelegated)
                .isEqualTo(BigInteger.valueOf(440));
        assertThat(provider()).extracting(ServiceProvider::totalDelegated).isEqualTo(BigInteger.valueOf(440));
    }

    @Test
    void aClaimOfNothingIsAClaimThatMovesNoStake() {
        stake();
        scene.happen(4, history -> processed(history, 0, 1_000));

        assertThat(scene.row(new Claim.Id(4, 0))).extracting(Claim::rewards).isEqualTo(BigInteger.ZERO);
        assertThat(scene.row(new Delegation.Id(address(PROVIDER), address(ALICE))))
                .isEqualTo(new Delegation(address(PROVIDER), address(ALICE), BigInteger.valueOf(400), 0));
        assertThat(provider()).satisfies(provider -> {
            assertThat(provider.totalStaked()).isEqualTo(1_000);
            assertThat(provider.blockNumber()).isEqualTo(4);
        });
    }

    @Test
    void whatGovernsRewardsIsKnown() {
        scene.emit(Contracts.CLAIMS, ClaimsManager.FUNDINGAMOUNTUPDATED_EVENT, uint(1));
        scene.emit(Contracts.CLAIMS, ClaimsManager.FUNDINGROUNDBLOCKDIFFUPDATED_EVENT, uint(2));
        scene.emit(Contracts.CLAIMS, ClaimsManager.RECURRINGCOMMUNITYFUNDINGAMOUNTUPDATED_EVENT, uint(3));

        assertThat(parameter("funding_amount")).isEqualTo(1);
        assertThat(parameter("funding_round_block_diff")).isEqualTo(2);
        assertThat(parameter("recurring_community_funding_amount")).isEqualTo(3);
    }

    private void stake() {
        scene.happen(history -> Contracts.register(history, PROVIDER, 1, 600));
        scene.happen(history -> Contracts.delegate(history, ALICE, PROVIDER, 400, 1_000));
    }

    private static History claim(History history, long reward, long total) {
        return processed(
                history.emit(
                        Contracts.STAKING,
                        Staking.STAKED_EVENT,
                        new Address(address(PROVIDER)),
                        uint(reward),
                        uint(total)),
                reward,
                total);
    }

    private static History processed(History history, long reward, long total) {
        return history.emit(
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

    private BigInteger parameter(String name) {
        var found = scene.row(new NetworkParameter.Id("ClaimsManager", name));
        return found == null ? BigInteger.valueOf(-1) : found.value();
    }
}
