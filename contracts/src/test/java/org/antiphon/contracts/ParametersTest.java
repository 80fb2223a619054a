package org.antiphon.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.antiphon.contracts.Parameters.Arbitrators;
import org.antiphon.contracts.Parameters.Cases;
import org.antiphon.contracts.Parameters.Lockups;
import org.antiphon.contracts.Parameters.ServiceType;
import org.antiphon.contracts.Parameters.Voting;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the contracts would refuse in the middle of a deployment is refused before its first transaction. */
class ParametersTest {
    private static final Parameters MAINNET = Parameters.mainnet();

    @Test
    void knownSetsAreAccepted() {
        assertThat(Parameters.development().serviceTypes()).isEqualTo(MAINNET.serviceTypes());
    }

    @Test
    void votingKeepsToGovernancesBounds() {
        assertRefused(() -> new Voting(0, 1, 5, 100), "voting.period: 0");
        assertRefused(() -> new Voting(1, -1, 5, 100), "voting.executionDelay: -1");
        assertRefused(() -> new Voting(1, 1, 500, 100), "voting.quorum: 500 (expected: 1..100)");
        assertRefused(() -> new Voting(1, 1, 5, 65_536), "voting.maxProposals: 65536 (expected: 1..65535)");
    }

    @Test
    void stakesHaveAMaximumAboveTheirMinimum() {
        assertRefused(() -> new ServiceType("content-node", 5, 5), "content-node.maximumStake: 5 (expected: above 5)");
        assertRefused(() -> new ServiceType("", 1, 2), "length of name");
    }

    @Test
    void panelsAreOddAndSmall() {
        assertRefused(() -> cases(4, 1_000), "cases.panelSize: 4 (expected: an odd number)");
        assertRefused(() -> cases(9, 1_000), "cases.panelSize: 9 (expected: 1..7)");
        assertRefused(() -> cases(3, 5_001), "cases.maximumSlash: 5001 (expected: 1..5000)");
    }

    @Test
    void arbitratorsStakeSomething() {
        assertRefused(() -> new Arbitrators(0, 10), "arbitrators.minimumStake: 0");
        assertRefused(() -> new Arbitrators(1, 2_628_001), "arbitrators.unbondingDelay: 2628001");
    }

    @Test
    void stakeStaysUntilACaseWithAppealIsRuled() {
        assertThat(MAINNET.cases().withAppeal())
                .isLessThan(MAINNET.lockups().decreaseStake())
                .isLessThan(MAINNET.lockups().undelegate())
                .isLessThan(MAINNET.arbitrators().unbondingDelay());
    }

    @Test
    void caseThatLastsLongerThanALockupIsRefused() {
        var slow = with(new Cases(1_000, 5, 500, 72, 216_000, 3_600, 14_400, 50_400, 1_000));

        assertThat(MAINNET.requireStakeOutlastsCases()).isEqualTo(MAINNET);
        assertRefused(
                slow::requireStakeOutlastsCases,
                "lockups.decreaseStake: 46523 (expected: above 453744, the blocks of a case with appeal)");
    }

    @Test
    void lockupsAreSpansOfBlocks() {
        assertRefused(() -> new Lockups(1, 1, 1, 1, 1, -1), "lockups.fundingRound: -1 (expected: 1..1000000000)");
        assertRefused(() -> new Lockups(1, 1, 1, 1, 0, 1), "lockups.removeDelegatorEvaluation: 0");
        assertRefused(() -> new Voting(Long.MAX_VALUE, 1, 5, 100), "voting.period: 9223372036854775807");
    }

    @Test
    void serviceTypesHaveNamesOfTheirOwnInAscii() {
        var type = new ServiceType("content-node", 1, 2);

        assertRefused(
                () -> with(null, MAINNET.rewardsRecipient(), List.of(type, type)),
                "serviceTypes: content-node twice (expected: each name once)");
        assertRefused(() -> new ServiceType("café", 1, 2), "serviceTypes: café (expected: a name in ASCII");
    }

    @Test
    void thePanelsBlockIsTwoEpochsAway() {
        assertThat(MAINNET.cases().drawDelay()).isGreaterThan(64);
    }

    @Test
    void addressesAndTypesAreChecked() {
        assertRefused(() -> with("0x12", MAINNET.rewardsRecipient(), MAINNET.serviceTypes()), "wormhole: 0x12");
        assertRefused(
                () -> with("0x" + "0".repeat(40), MAINNET.rewardsRecipient(), MAINNET.serviceTypes()),
                "(expected: an address other than zero)");
        assertRefused(() -> with(null, "zz", MAINNET.serviceTypes()), "rewardsRecipient: zz (expected: 64 hex digits)");
        assertRefused(
                () -> with(null, MAINNET.rewardsRecipient(), List.of()), "serviceTypes: [] (expected: at least one)");
    }

    private static Cases cases(int panelSize, int maximumSlash) {
        return new Cases(1_000, panelSize, 1_000, 10, 20, 20, 20, 20, maximumSlash);
    }

    private static Parameters with(@Nullable String wormhole, String recipient, List<ServiceType> types) {
        return new Parameters(
                MAINNET.voting(),
                MAINNET.lockups(),
                types,
                MAINNET.cases(),
                MAINNET.arbitrators(),
                MAINNET.refundWindow(),
                MAINNET.notifier(),
                wormhole,
                recipient);
    }

    private static Parameters with(Cases cases) {
        return new Parameters(
                MAINNET.voting(),
                MAINNET.lockups(),
                MAINNET.serviceTypes(),
                cases,
                MAINNET.arbitrators(),
                MAINNET.refundWindow(),
                MAINNET.notifier(),
                MAINNET.wormhole(),
                MAINNET.rewardsRecipient());
    }

    private static void assertRefused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(text);
    }
}
