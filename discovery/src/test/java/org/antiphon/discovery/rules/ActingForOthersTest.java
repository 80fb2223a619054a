package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import org.antiphon.chain.PersonalMessage;
import org.antiphon.discovery.model.DeveloperApp;
import org.antiphon.discovery.model.Grant;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

class ActingForOthersTest {
    private static final String MESSAGE = "Creating Audius developer app at 1772366400";

    private final Scene scene = Scene.populated();

    private static Credentials app(int number) {
        return Credentials.create("0x" + BigInteger.valueOf(1000L + number).toString(16));
    }

    private static String address(int number) {
        return app(number).getAddress().toLowerCase(Locale.ROOT);
    }

    private static String proof(int number, String message) {
        return "\"app_signature\":{\"message\":\"%s\",\"signature\":\"0x%s\"}"
                .formatted(message, HexFormat.of().formatHex(PersonalMessage.sign(message, app(number))));
    }

    private Verdict createApp(long userId, int number, String fields) {
        return scene.act(userId, "DeveloperApp", 0, "Create", "{%s%s}".formatted(proof(number, MESSAGE), fields));
    }

    private void mustHaveApp(int number) {
        assertThat(createApp(ALICE, number, ",\"name\":\"App\"")).isAccepted();
    }

    private Verdict app(long userId, String action, String fields) {
        return scene.act(userId, "DeveloperApp", 0, action, "{%s}".formatted(fields));
    }

    private Verdict grant(long userId, String action, String grantee) {
        return scene.act(userId, "Grant", 0, action, "{\"grantee_address\":\"%s\"}".formatted(grantee));
    }

    private Verdict decide(long manager, String action, long grantor) {
        return scene.act(manager, "Grant", 0, action, "{\"grantor_user_id\":%d}".formatted(grantor));
    }

    private Verdict saveFor(long userId, String signer) {
        return scene.act(userId, signer, "Track", SONG, "Save", "");
    }

    private DeveloperApp appRow(int number) {
        return requireNonNull(scene.row(new Key.DeveloperAppKey(address(number))));
    }

    private Grant grantRow(String grantee, long userId) {
        return requireNonNull(scene.row(new Key.GrantKey(grantee, userId)));
    }

    @Test
    void anAppIsKnownByTheAddressThatSignedItsProof() {
        assertThat(
                        createApp(
                                ALICE,
                                1,
                                ",\"name\":\"Radio\",\"description\":\"d\",\"image_url\":\"https://x\",\"redirect_uris\":[\"https://y\"]"))
                .isAccepted();
        Assertions.assertThat(appRow(1).userId()).isEqualTo(ALICE);
        Assertions.assertThat(appRow(1).name()).isEqualTo("Radio");
        Assertions.assertThat(appRow(1).redirectUris()).hasToString("[\"https://y\"]");
        assertThat(createApp(
                        ALICE,
                        2,
                        ",\"name\":\"x\",\"address\":\"%s\""
                                .formatted(address(2).toUpperCase(Locale.ROOT).replace("0X", "0x"))))
                .isAccepted();
        assertThat(createApp(ALICE, 3, ",\"name\":\"x\",\"address\":\"%s\"".formatted(address(2))))
                .isRejected(Rejection.SIGNATURE_INVALID);
    }

    @Test
    void anAppWithoutItsProofIsRejected() {
        assertThat(app(ALICE, "Create", "\"name\":\"x\"")).isRejected(Rejection.SIGNATURE_INVALID);
        for (var message : new String[] {"Creating Audius developer app at ", "Hello", MESSAGE + " "}) {
            assertThat(app(ALICE, "Create", "\"name\":\"x\"," + proof(1, message)))
                    .isRejected(Rejection.SIGNATURE_INVALID);
        }
        for (var signature : new String[] {"", "0x", "0x" + "zz".repeat(65), "0x" + "00".repeat(65)}) {
            assertThat(app(
                            ALICE,
                            "Create",
                            "\"name\":\"x\",\"app_signature\":{\"message\":\"%s\",\"signature\":\"%s\"}"
                                    .formatted(MESSAGE, signature)))
                    .isRejected(Rejection.SIGNATURE_INVALID);
        }
        assertThat(scene.act(ALICE, "DeveloperApp", 0, "Create", "")).isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"name\":\"\"",
                ",\"name\":5",
                ",\"name\":\"x\",\"redirect_uris\":\"u\"",
                ",\"name\":\"x\",\"is_personal_access\":1"
            })
    void appsWithoutNameOrWithWrongFieldsAreRejected(String fields) {
        assertThat(createApp(ALICE, 1, fields)).isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"name, 50", "description, 160", "image_url, 2000"})
    void textsOfAppsAreBounded(String field, int most) {
        mustHaveApp(1);
        var update = "\"address\":\"%s\",\"%s\":\"%s\"";
        assertThat(app(ALICE, "Update", update.formatted(address(1), field, "x".repeat(most))))
                .isAccepted();
        assertThat(app(ALICE, "Update", update.formatted(address(1), field, "x".repeat(most + 1))))
                .isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void aUserHasAtMostFiveAppsAtATime() {
        for (int number = 1; number <= 5; number++) {
            mustHaveApp(number);
        }
        assertThat(createApp(ALICE, 6, ",\"name\":\"x\"")).isRejected(Rejection.LIMIT_REACHED);
        assertThat(app(ALICE, "Delete", "\"address\":\"%s\"".formatted(address(3))))
                .isAccepted();
        assertThat(createApp(ALICE, 6, ",\"name\":\"x\"")).isAccepted();
    }

    @Test
    void anAddressIsOneAppsOrOneUsers() {
        mustHaveApp(1);
        assertThat(createApp(ALICE, 1, ",\"name\":\"x\"")).isRejected(Rejection.ID_TAKEN);
        assertThat(createApp(BOB, 1, ",\"name\":\"x\"")).isRejected(Rejection.ID_TAKEN);
        assertThat(scene.act(3_000_009, address(1), "User", 3_000_009, "Create", "{\"handle\":\"appuser\"}"))
                .isRejected(Rejection.WALLET_TAKEN);
        assertThat(scene.act(3_000_009, address(2), "User", 3_000_009, "Create", "{\"handle\":\"appuser\"}"))
                .isAccepted();
        assertThat(createApp(ALICE, 2, ",\"name\":\"x\"")).isRejected(Rejection.WALLET_TAKEN);
    }

    @Test
    void aDeletedAppComesBackForItsUserOnly() {
        mustHaveApp(1);
        assertThat(app(ALICE, "Delete", "\"address\":\"%s\"".formatted(address(1))))
                .isAccepted();
        Assertions.assertThat(appRow(1).isDelete()).isTrue();
        assertThat(createApp(BOB, 1, ",\"name\":\"x\"")).isRejected(Rejection.ID_TAKEN);
        assertThat(createApp(ALICE, 1, ",\"name\":\"x\"")).isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Update", "Delete"})
    void onlyLiveAppsOfTheUserChange(String action) {
        mustHaveApp(1);
        var named = "\"address\":\"%s\",\"name\":\"y\"";
        assertThat(app(BOB, action, named.formatted(address(1)))).isRejected(Rejection.NOT_OWNER);
        assertThat(app(ALICE, action, named.formatted(address(2)))).isRejected(Rejection.APP_UNKNOWN);
        assertThat(app(ALICE, action, "\"address\":7")).isRejected(Rejection.APP_UNKNOWN);
        assertThat(app(ALICE, "Delete", named.formatted(address(1)))).isAccepted();
        assertThat(app(ALICE, action, named.formatted(address(1)))).isRejected(Rejection.APP_UNKNOWN);
    }

    @Test
    void anAppActsFromTheGrantUntilItIsRevoked() {
        mustHaveApp(1);
        assertThat(saveFor(BOB, address(1))).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(grant(BOB, "Create", address(1))).isAccepted();
        Assertions.assertThat(grantRow(address(1), BOB).isApproved()).isTrue();
        assertThat(saveFor(BOB, address(1))).isAccepted();
        assertThat(grant(BOB, "Create", address(1))).isRejected(Rejection.GRANT_EXISTS);
        assertThat(grant(BOB, "Delete", address(1))).isAccepted();
        assertThat(grant(BOB, "Delete", address(1))).changesNothing();
        assertThat(saveFor(BOB, address(1))).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(grant(BOB, "Create", address(1))).isAccepted();
        assertThat(saveFor(BOB, address(1))).isAccepted();
    }

    @Test
    void aDeletedAppNoLongerActs() {
        mustHaveApp(1);
        assertThat(grant(BOB, "Create", address(1))).isAccepted();
        assertThat(app(ALICE, "Delete", "\"address\":\"%s\"".formatted(address(1))))
                .isAccepted();
        assertThat(saveFor(BOB, address(1))).isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }

    @Test
    void aManagerActsOnceApprovedAndAsLongAsActive() {
        var manager = Scene.wallet(ALICE);
        assertThat(grant(BOB, "Create", manager)).isAccepted();
        Assertions.assertThat(grantRow(manager, BOB).isApproved()).isNull();
        assertThat(scene.act(BOB, manager, "User", BOB, "Update", "{\"bio\":\"b\"}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(decide(ALICE, "Approve", BOB)).isAccepted();
        assertThat(decide(ALICE, "Approve", BOB)).changesNothing();
        assertThat(scene.act(BOB, manager, "User", BOB, "Update", "{\"bio\":\"b\"}"))
                .isAccepted();
        scene.must(ALICE, "User", ALICE, "Update", "{\"is_deactivated\":true}");
        assertThat(scene.act(BOB, manager, "User", BOB, "Update", "{\"bio\":\"c\"}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }

    @Test
    void aManagerWhoRejectsMayBeAskedAgain() {
        var manager = Scene.wallet(ALICE);
        assertThat(decide(ALICE, "Reject", BOB)).isRejected(Rejection.GRANT_UNKNOWN);
        assertThat(grant(BOB, "Create", manager)).isAccepted();
        assertThat(decide(ALICE, "Reject", BOB)).isAccepted();
        assertThat(decide(ALICE, "Reject", BOB)).changesNothing();
        assertThat(decide(ALICE, "Approve", BOB)).isRejected(Rejection.GRANT_UNKNOWN);
        assertThat(grant(BOB, "Create", manager)).isAccepted();
        assertThat(decide(ALICE, "Approve", BOB)).isAccepted();
    }

    @Test
    void aRevokedRequestCannotBeApproved() {
        assertThat(grant(BOB, "Create", Scene.wallet(ALICE))).isAccepted();
        assertThat(grant(BOB, "Delete", Scene.wallet(ALICE))).isAccepted();
        assertThat(decide(ALICE, "Approve", BOB)).isRejected(Rejection.GRANT_UNKNOWN);
    }

    @Test
    void whoCannotBeLetAct() {
        assertThat(grant(BOB, "Create", address(9))).isRejected(Rejection.USER_UNKNOWN);
        assertThat(grant(BOB, "Create", Scene.wallet(BOB))).isRejected(Rejection.OWN_ITEM);
        assertThat(grant(BOB, "Create", "0x12")).isRejected(Rejection.METADATA_INVALID);
        assertThat(grant(BOB, "Delete", address(9))).isRejected(Rejection.GRANT_UNKNOWN);
        assertThat(scene.act(BOB, "Grant", 0, "Create", "")).isRejected(Rejection.METADATA_INVALID);
        assertThat(scene.act(BOB, "Grant", 0, "Approve", "{\"grantor_user_id\":\"x\"}"))
                .isRejected(Rejection.METADATA_INVALID);
        scene.must(ALICE, "User", ALICE, "Update", "{\"is_deactivated\":true}");
        assertThat(grant(BOB, "Create", Scene.wallet(ALICE))).isRejected(Rejection.USER_UNKNOWN);
    }

    @Test
    void aLentPowerIsNotHandedOnButCanBeLaidDown() {
        mustHaveApp(1);
        mustHaveApp(2);
        assertThat(grant(BOB, "Create", address(1))).isAccepted();
        var toTheOther = "{\"grantee_address\":\"%s\"}".formatted(address(2));
        assertThat(scene.act(BOB, address(1), "Grant", 0, "Create", toTheOther))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(scene.act(BOB, address(2), "Grant", 0, "Delete", toTheOther)).isRejected(Rejection.GRANT_UNKNOWN);
        assertThat(scene.act(
                        BOB, address(1), "Grant", 0, "Delete", "{\"grantee_address\":\"%s\"}".formatted(address(1))))
                .isAccepted();
        assertThat(saveFor(BOB, address(1))).isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }
}
