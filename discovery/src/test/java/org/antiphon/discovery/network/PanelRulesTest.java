package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.number;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.antiphon.contracts.Arbitration;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.discovery.network.model.ArbitrationJuror;
import org.antiphon.discovery.network.model.ArbitrationRound;
import org.antiphon.discovery.network.model.CaseKind;
import org.antiphon.discovery.network.model.CasePhase;
import org.antiphon.discovery.network.model.Ruling;
import org.antiphon.discovery.rules.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.utils.Numeric;

class PanelRulesTest {
    private static final long ALICE = 0xb1;
    private static final long BOB = 0xb2;

    private final CaseScene scene = new CaseScene();

    @BeforeEach
    void open() {
        scene.open(CaseKind.TAKEDOWN, 0, 7);
        scene.schedule(0, 12);
    }

    @Test
    void aDrawnPanelVotesAndWhoWasDrawnTwiceHasTwoSeats() {
        assertThat(scene.progress().drawBlock()).isEqualTo(12);
        scene.seat(0, ALICE, BOB, ALICE);

        assertThat(scene.progress().phase()).isEqualTo(CasePhase.VOTING);
        assertThat(round(0).seats()).isEqualTo(3);
        assertThat(round(0).revealEndBlock()).isEqualTo(60);
        assertThat(juror(0, ALICE).seats()).isEqualTo(2);
        assertThat(juror(0, BOB).seats()).isEqualTo(1);
    }

    @Test
    void aVoteCountsForEverySeatOfItsJurorOnceItIsRevealed() {
        scene.seat(0, ALICE, BOB, ALICE);
        commit(ALICE, "first");
        commit(ALICE, "last");
        assertThat(juror(0, ALICE).commitment())
                .isEqualTo(Numeric.toHexString(RegistryKey.word("last").getValue()));
        assertThat(round(0).upheld()).isZero();

        reveal(ALICE, Ruling.UPHELD);
        reveal(BOB, Ruling.REJECTED);
        assertThat(juror(0, ALICE).vote()).isEqualTo(Ruling.UPHELD);
        assertThat(round(0).upheld()).isEqualTo(2);
        assertThat(round(0).rejected()).isEqualTo(1);
    }

    @Test
    void aRulingIsThatOfItsRoundAndOfTheCase() {
        scene.seat(0, ALICE);
        scene.rule(0, Ruling.UPHELD, 90);

        assertThat(round(0).ruling()).isEqualTo(Ruling.UPHELD);
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.RULED);
        assertThat(scene.progress().appealEndBlock()).isEqualTo(90);
    }

    @Test
    void anAbsentPanelIsFollowedByAnother() {
        scene.seat(0, ALICE);
        scene.emit(Arbitration.PANELABSENT_EVENT, uint(1), uint(0));
        scene.schedule(1, 99);

        assertThat(round(0).isAbsent()).isTrue();
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.DRAWING);
        assertThat(scene.progress().round()).isEqualTo(1);
        scene.seat(1, BOB);
        assertThat(round(1).isAbsent()).isFalse();
        assertThat(juror(1, BOB).seats()).isEqualTo(1);
    }

    @Test
    void nothingHappensInAPanelOfWhichNothingWasTold() {
        assertUnexpected(commit(ALICE, "salt"));
        assertUnexpected(reveal(ALICE, Ruling.UPHELD));
        assertUnexpected(scene.rule(0, Ruling.UPHELD, 90));
        assertUnexpected(scene.emit(Arbitration.PANELABSENT_EVENT, uint(1), uint(0)));
        assertUnexpected(new CaseScene().seat(0, ALICE));
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.DRAWING);
    }

    private Verdict commit(long juror, String commitment) {
        return scene.emit(
                Arbitration.VOTECOMMITTED_EVENT,
                uint(1),
                uint(0),
                new Address(address(juror)),
                RegistryKey.word(commitment));
    }

    private Verdict reveal(long juror, Ruling vote) {
        return scene.emit(
                Arbitration.VOTEREVEALED_EVENT, uint(1), uint(0), new Address(address(juror)), number(vote), uint(1));
    }

    private ArbitrationRound round(int number) {
        return Objects.requireNonNull(scene.network().row(new ArbitrationRound.Id(1, number)));
    }

    private ArbitrationJuror juror(int round, long account) {
        return Objects.requireNonNull(scene.network().row(new ArbitrationJuror.Id(1, round, address(account))));
    }
}
