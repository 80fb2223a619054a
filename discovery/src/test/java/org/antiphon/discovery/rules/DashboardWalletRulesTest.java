package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.util.HexFormat;
import java.util.Locale;
import org.antiphon.chain.PersonalMessage;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

class DashboardWalletRulesTest {
    private static final Credentials STAKER = Credentials.create("0xbeef");
    private static final String WALLET = STAKER.getAddress().toLowerCase(Locale.ROOT);

    private final Scene scene = Scene.populated();

    private Verdict connect(long userId, Credentials signer) {
        var message = "Connecting user %d".formatted(userId);
        return scene.act(
                userId,
                "DashboardWalletUser",
                0,
                "Create",
                "{\"wallet\":\"%s\",\"wallet_signature\":{\"message\":\"%s\",\"signature\":\"0x%s\"}}"
                        .formatted(WALLET, message, HexFormat.of().formatHex(PersonalMessage.sign(message, signer))));
    }

    private Verdict disconnect(long userId, String signer) {
        return scene.act(userId, signer, "DashboardWalletUser", 0, "Delete", "{\"wallet\":\"%s\"}".formatted(WALLET));
    }

    private boolean isConnected() {
        return !requireNonNull(scene.row(new Key.DashboardWalletKey(WALLET))).isDelete();
    }

    @Test
    void aWalletThatSignedIsConnectedWithOneUser() {
        assertThat(connect(BOB, STAKER)).isAccepted();
        Assertions.assertThat(isConnected()).isTrue();
        assertThat(connect(ALICE, STAKER)).isRejected(Rejection.WALLET_TAKEN);
        assertThat(connect(BOB, STAKER)).isRejected(Rejection.WALLET_TAKEN);
    }

    @Test
    void theUserAndTheWalletItselfEndTheConnection() {
        for (var signer : new String[] {Scene.wallet(BOB), WALLET}) {
            assertThat(connect(BOB, STAKER)).isAccepted();
            assertThat(disconnect(ALICE, Scene.wallet(ALICE))).isRejected(Rejection.NOT_OWNER);
            assertThat(disconnect(BOB, Scene.wallet(ALICE))).isRejected(Rejection.SIGNER_NOT_ALLOWED);
            assertThat(disconnect(BOB, signer)).isAccepted();
            Assertions.assertThat(isConnected()).isFalse();
            assertThat(disconnect(BOB, signer)).changesNothing();
        }
    }

    @Test
    void anOldSignatureBringsAWalletBackToItsUserOnly() {
        assertThat(connect(BOB, STAKER)).isAccepted();
        assertThat(disconnect(BOB, Scene.wallet(BOB))).isAccepted();
        assertThat(connect(ALICE, STAKER)).isRejected(Rejection.WALLET_TAKEN);
        assertThat(connect(BOB, STAKER)).isAccepted();
    }

    @Test
    void aSignatureOfAnotherKeyIsRejected() {
        assertThat(connect(BOB, Credentials.create("0xcafe"))).isRejected(Rejection.SIGNATURE_INVALID);
        assertThat(scene.act(BOB, "DashboardWalletUser", 0, "Create", "{\"wallet\":\"%s\"}".formatted(WALLET)))
                .isRejected(Rejection.SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"wallet\":5}", "{\"wallet\":\"0x12\"}"})
    void whatNamesNoWalletIsRejected(String metadata) {
        for (var action : new String[] {"Create", "Delete"}) {
            assertThat(scene.act(BOB, "DashboardWalletUser", 0, action, metadata))
                    .isRejected(Rejection.METADATA_INVALID);
        }
    }

    @Test
    void usersThatAreNotThereConnectNothing() {
        assertThat(connect(3_000_077, STAKER)).isRejected(Rejection.USER_UNKNOWN);
        assertThat(disconnect(3_000_077, WALLET)).isRejected(Rejection.USER_UNKNOWN);
    }
}
