package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.antiphon.chain.PersonalMessage;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

class AssociatedWalletRulesTest {
    private static final Credentials ETHEREUM = Credentials.create("0xbeef");
    private static final String ADDRESS = ETHEREUM.getAddress().toLowerCase(Locale.ROOT);
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private final Scene scene = Scene.populated();

    private static String signed(String message) {
        return "0x" + HexFormat.of().formatHex(PersonalMessage.sign(message, ETHEREUM));
    }

    private static KeyPair solana() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String address(KeyPair keys) {
        var encoded = keys.getPublic().getEncoded();
        return base58(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static byte[] sign(KeyPair keys, String message) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(message.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    private static String base58(byte[] bytes) {
        var text = new StringBuilder();
        for (var rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BigInteger.valueOf(58))) {
            text.append(DIGITS.charAt(rest.mod(BigInteger.valueOf(58)).intValue()));
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append('1');
        }
        return text.reverse().toString();
    }

    private Verdict act(long userId, String action, String chain, String wallet, String signature) {
        return scene.act(
                userId,
                "AssociatedWallet",
                0,
                action,
                "{\"wallet_address\":\"%s\",\"chain\":\"%s\",\"signature\":\"%s\"}"
                        .formatted(wallet, chain, signature));
    }

    @Test
    void aWalletThatSignedTheUsersIdIsTheUsers() {
        var key = new Key.AssociatedWalletKey("eth", ADDRESS);
        assertThat(act(BOB, "Create", "eth", ETHEREUM.getAddress(), signed("AudiusUserID:3000002")))
                .isAccepted();
        Assertions.assertThat(requireNonNull(scene.row(key)).userId()).isEqualTo(BOB);
        assertThat(act(BOB, "Create", "eth", ADDRESS, signed("AudiusUserID:3000002")))
                .changesNothing();
        assertThat(act(ALICE, "Create", "eth", ADDRESS, signed("AudiusUserID:3000001")))
                .isRejected(Rejection.WALLET_TAKEN);
        assertThat(act(ALICE, "Delete", "eth", ADDRESS, "")).isRejected(Rejection.NOT_OWNER);
        assertThat(act(BOB, "Delete", "eth", ADDRESS, "")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
        assertThat(act(BOB, "Delete", "eth", ADDRESS, "")).changesNothing();
        assertThat(act(ALICE, "Create", "eth", ADDRESS, signed("AudiusUserID:3000001")))
                .isAccepted();
    }

    @Test
    void clientsMayNameItWallet() {
        assertThat(scene.act(
                        BOB,
                        "AssociatedWallet",
                        0,
                        "Create",
                        "{\"data\":{\"wallet\":\"%s\",\"chain\":\"eth\",\"signature\":\"%s\"}}"
                                .formatted(ADDRESS, signed("AudiusUserID:3000002"))))
                .isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AudiusUserID:3000001", "AudiusUserID:", "AudiusUserID:30000022", ""})
    void signaturesOfOtherTextsAreRejected(String message) {
        assertThat(act(BOB, "Create", "eth", ADDRESS, signed(message))).isRejected(Rejection.SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x00", "zz"})
    void signaturesThatAreNoneAreRejected(String signature) throws GeneralSecurityException {
        assertThat(act(BOB, "Create", "eth", ADDRESS, signature)).isRejected(Rejection.SIGNATURE_INVALID);
        assertThat(act(BOB, "Create", "sol", address(solana()), signature)).isRejected(Rejection.SIGNATURE_INVALID);
    }

    @Test
    void aSolanaWalletSignsInHexOrBase58() throws GeneralSecurityException {
        var signatures = new String[3];
        for (int form = 0; form < signatures.length; form++) {
            var keys = solana();
            var signature = sign(keys, "AudiusUserID:3000002");
            var hex = HexFormat.of().formatHex(signature);
            signatures[form] = form == 0 ? hex : form == 1 ? "0x" + hex : base58(signature);
            assertThat(act(BOB, "Create", "sol", address(keys), signatures[form]))
                    .isAccepted();
            Assertions.assertThat(scene.row(new Key.AssociatedWalletKey("sol", address(keys))))
                    .isNotNull();
        }
    }

    @Test
    void aSolanaSignatureOfAnotherTextOrKeyIsRejected() throws GeneralSecurityException {
        var keys = solana();
        var ofAlice = HexFormat.of().formatHex(sign(keys, "AudiusUserID:3000001"));
        var ofOther = HexFormat.of().formatHex(sign(solana(), "AudiusUserID:3000002"));
        assertThat(act(BOB, "Create", "sol", address(keys), ofAlice)).isRejected(Rejection.SIGNATURE_INVALID);
        assertThat(act(BOB, "Create", "sol", address(keys), ofOther)).isRejected(Rejection.SIGNATURE_INVALID);
        assertThat(act(BOB, "Create", "sol", base58(new byte[32]), "00".repeat(64)))
                .isRejected(Rejection.SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"chain\":\"eth\",\"wallet_address\":\"0x12\"}",
                "{\"chain\":\"eth\",\"wallet_address\":5}",
                "{\"chain\":\"sol\",\"wallet_address\":\"0O\"}",
                "{\"chain\":\"btc\",\"wallet_address\":\"0x0123456789abcdef0123456789abcdef01234567\"}",
                "{\"wallet_address\":\"0x0123456789abcdef0123456789abcdef01234567\"}"
            })
    void whatNamesNoWalletIsRejected(String metadata) {
        assertThat(scene.act(BOB, "AssociatedWallet", 0, "Create", metadata)).isRejected(Rejection.METADATA_INVALID);
        assertThat(scene.act(BOB, "AssociatedWallet", 0, "Delete", metadata)).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void othersCannotActForAUser() {
        assertThat(scene.act(BOB, Scene.wallet(ALICE), "AssociatedWallet", 0, "Delete", "{}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }
}
