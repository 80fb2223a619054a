package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.number;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.contracts.Arbitration;
import org.antiphon.discovery.network.model.ArbitrationEvidence;
import org.antiphon.discovery.network.model.ArbitrationSettlement;
import org.antiphon.discovery.network.model.CaseKind;
import org.antiphon.discovery.network.model.CasePhase;
import org.antiphon.discovery.network.model.ContentType;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Ruling;
import org.antiphon.discovery.network.model.Takedown;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

class ArbitrationRulesTest {
    private static final long CONTENT = 2_000_001;

    private final CaseScene scene = new CaseScene();

    @ParameterizedTest
    @EnumSource(CaseKind.class)
    void aCaseBeginsWithADrawAndWhatItIsAbout(CaseKind kind) {
        boolean isAboutContent = kind == CaseKind.TAKEDOWN || kind == CaseKind.REINSTATEMENT;
        var opened = scene.open(kind, CaseScene.RESPONDENT, CONTENT).opened();

        assertThat(opened.subject().kind()).isEqualTo(kind);
        assertThat(opened.subject().contentType()).isEqualTo(isAboutContent ? ContentType.TRACK : null);
        assertThat(opened.subject().respondent()).isEqualTo(address(CaseScene.RESPONDENT));
        assertThat(opened.subject().amount()).isEqualTo(40);
        assertThat(opened.progress().phase()).isEqualTo(CasePhase.DRAWING);
        assertThat(opened.progress().ruling()).isEqualTo(Ruling.NONE);
    }

    @Test
    void onlyDiscoveryKnowsWhoseContentIsToGoDown() {
        assertThat(scene.open(CaseKind.TAKEDOWN, 0, CONTENT).opened().subject().respondent())
                .isNull();
    }

    @Test
    void anAppealKeepsTheRulingItIsAgainst() {
        scene.open(CaseKind.TAKEDOWN, 0, CONTENT);
        scene.seat(0, 0xb1);
        scene.rule(0, Ruling.REJECTED, 50);
        appeal();

        assertThat(scene.progress()).satisfies(progress -> {
            assertThat(progress.phase()).isEqualTo(CasePhase.DRAWING);
            assertThat(progress.appealedRuling()).isEqualTo(Ruling.REJECTED);
            assertThat(progress.appellant()).isEqualTo(address(0xa9));
            assertThat(progress.appealDeposit()).isEqualTo(2_333);
            assertThat(progress.appealEndBlock()).isZero();
        });
    }

    @Test
    void onlyARulingForTheOpenerIsCarriedOut() {
        scene.open(CaseKind.TAKEDOWN, 0, CONTENT);
        scene.close(Ruling.UPHELD);
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.EXECUTING);
        assertThat(scene.progress().rewardPerSeat()).isEqualTo(9);
        scene.emit(Arbitration.CASEEXECUTED_EVENT, uint(1));
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.ENDED);

        scene.open(CaseKind.TAKEDOWN, 0, CONTENT).close(Ruling.REJECTED);
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.ENDED);
        scene.open(CaseKind.TAKEDOWN, 0, CONTENT).close(Ruling.DISMISSED);
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.ENDED);
        assertThat(scene.progress().ruling()).isEqualTo(Ruling.DISMISSED);
    }

    @Test
    void aFailedExecutionIsTriedAgainUntilItIsFinal() {
        scene.open(CaseKind.MISBEHAVIOUR, CaseScene.RESPONDENT, 0).close(Ruling.UPHELD);

        fail("no stake\0", false);
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.EXECUTING);
        assertThat(scene.progress().executionError()).isEqualTo("no stake\uFFFD");
        fail("no stake", true);
        assertThat(scene.progress().phase()).isEqualTo(CasePhase.ENDED);
    }

    @Test
    void contentIsDownUntilItIsReinstated() {
        var id = new Takedown.Id(ContentType.TRACK, CONTENT);
        scene.network().happen(history -> Contracts.takeDown(history, 1, CONTENT));
        assertThat(scene.network().row(id)).satisfies(down -> {
            assertThat(down.caseId()).isEqualTo(1);
            assertThat(down.cid()).isEqualTo("cid" + CONTENT);
        });

        scene.network().happen(history -> Contracts.reinstate(history, 2, CONTENT));
        assertThat(scene.network().row(id)).isNull();
    }

    @Test
    void whatAnAccountGetsAndLosesAddsUp() {
        settle(Arbitration.DEPOSITRETURNED_EVENT, uint(1_000));
        settle(Arbitration.JURORREWARDED_EVENT, uint(2), uint(30));
        settle(Arbitration.JURORPENALISED_EVENT, uint(1), uint(7));
        settle(Arbitration.DEPOSITRETURNED_EVENT, uint(500));

        assertThat(scene.network().row(new ArbitrationSettlement.Id(1, address(0xa3))))
                .isEqualTo(new ArbitrationSettlement(
                        1, address(0xa3), BigInteger.valueOf(1_500), BigInteger.valueOf(30), BigInteger.valueOf(7), 0));
    }

    @Test
    void evidenceIsKnownByItsPlace() {
        scene.emit(
                Arbitration.EVIDENCESUBMITTED_EVENT, uint(1), new Address(address(0xa3)), new Utf8String("ipfs://x"));

        assertThat(scene.network().row(new ArbitrationEvidence.Id(0, 0)))
                .extracting(ArbitrationEvidence::uri)
                .isEqualTo("ipfs://x");
    }

    @Test
    void nothingHappensToACaseOfWhichNothingWasTold() {
        assertUnexpected(appeal());
        assertUnexpected(scene.close(Ruling.UPHELD));
        assertUnexpected(scene.emit(Arbitration.CASEEXECUTED_EVENT, uint(1)));
        assertUnexpected(fail("", true));
        assertUnexpected(scene.schedule(0, 5));
    }

    @Test
    void whatGovernsArbitrationIsKnown() {
        scene.emit(Arbitration.PARAMETERUPDATED_EVENT, new Uint8(8), uint(1_000));

        assertThat(scene.network().row(new NetworkParameter.Id("Arbitration", "maximum_slash")))
                .extracting(NetworkParameter::value)
                .isEqualTo(BigInteger.valueOf(1_000));
    }

    private Verdict appeal() {
        return scene.emit(
                Arbitration.APPEALED_EVENT,
                uint(1),
                new Address(address(0xa9)),
                number(Ruling.REJECTED),
                uint(2_333),
                uint(7));
    }

    private Verdict fail(String reason, boolean isFinal) {
        return scene.emit(Arbitration.EXECUTIONFAILED_EVENT, uint(1), new Utf8String(reason), new Bool(isFinal));
    }

    private void settle(Event event, Uint256... amounts) {
        var arguments = new ArrayList<Type<?>>(List.of(uint(1), new Address(address(0xa3))));
        arguments.addAll(List.of(amounts));
        scene.emit(event, arguments.toArray(Type[]::new));
    }
}
