package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import org.antiphon.discovery.model.EmailAccess;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRulesTest {
    private static final long CAROL = 3_000_003;

    private final Scene scene = Scene.populated();

    @BeforeEach
    void carol() {
        scene.must(CAROL, "User", CAROL, "Create", "{\"handle\":\"carol\"}");
    }

    private Verdict add(String fields) {
        return scene.act(BOB, "EncryptedEmail", 0, "AddEmail", "{\"email_owner_user_id\":3000002%s}".formatted(fields));
    }

    private static String grants(long grantor, long receiver, String key) {
        return ",\"access_grants\":[{\"grantor_user_id\":%d,\"receiving_user_id\":%d,\"encrypted_key\":\"%s\"}]"
                .formatted(grantor, receiver, key);
    }

    private Verdict share(long userId, String fields) {
        return scene.act(userId, "EmailAccess", 0, "Update", "{\"email_owner_user_id\":3000002%s}".formatted(fields));
    }

    private EmailAccess access(long receiver, long grantor) {
        return requireNonNull(scene.row(new Key.EmailAccessKey(BOB, receiver, grantor)));
    }

    @Test
    void anAddressComesWithKeysForOthers() {
        assertThat(add(",\"encrypted_email\":\"abc\"" + grants(BOB, ALICE, "k1")))
                .isAccepted();
        Assertions.assertThat(requireNonNull(scene.row(new Key.EncryptedEmailKey(BOB)))
                        .encryptedEmail())
                .isEqualTo("abc");
        Assertions.assertThat(access(ALICE, BOB).encryptedKey()).isEqualTo("k1");
        Assertions.assertThat(access(ALICE, BOB).isInitial()).isTrue();
        assertThat(add(",\"encrypted_email\":\"new\"" + grants(BOB, ALICE, "k2")))
                .isAccepted();
        Assertions.assertThat(access(ALICE, BOB).encryptedKey()).isEqualTo("k2");
    }

    @Test
    void whoHasAKeyHandsItOn() {
        assertThat(share(BOB, grants(BOB, CAROL, "k"))).isRejected(Rejection.EMAIL_UNKNOWN);
        assertThat(add(",\"encrypted_email\":\"abc\"")).isAccepted();
        assertThat(share(ALICE, grants(ALICE, CAROL, "k"))).isRejected(Rejection.NOT_OWNER);
        assertThat(share(BOB, grants(BOB, ALICE, "k"))).isAccepted();
        assertThat(share(ALICE, grants(ALICE, CAROL, "k"))).isAccepted();
        Assertions.assertThat(access(CAROL, ALICE).isInitial()).isFalse();
        assertThat(share(ALICE, grants(BOB, CAROL, "k"))).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void nobodyLeavesTheAddressOfAnother() {
        assertThat(scene.act(
                        ALICE,
                        "EncryptedEmail",
                        0,
                        "AddEmail",
                        "{\"email_owner_user_id\":3000002,\"encrypted_email\":\"x\"}"))
                .isRejected(Rejection.NOT_OWNER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"encrypted_email\":5",
                ",\"encrypted_email\":\"\"",
                ",\"encrypted_email\":\"x\",\"email_owner_user_id\":\"me\"",
                ",\"encrypted_email\":\"x\",\"access_grants\":{}",
                ",\"encrypted_email\":\"x\",\"access_grants\":[5]",
                ",\"encrypted_email\":\"x\",\"access_grants\":[{\"encrypted_key\":\"k\"}]",
                ",\"encrypted_email\":\"x\",\"access_grants\":[{\"receiving_user_id\":3000001}]"
            })
    void wrongFieldsAreRejected(String fields) {
        assertThat(add(fields)).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void textsAreBounded() {
        assertThat(add(",\"encrypted_email\":\"%s\"".formatted("x".repeat(2048))))
                .isAccepted();
        assertThat(add(",\"encrypted_email\":\"%s\"".formatted("x".repeat(2049))))
                .isRejected(Rejection.METADATA_INVALID);
        assertThat(share(BOB, grants(BOB, ALICE, "x".repeat(2048)))).isAccepted();
        assertThat(share(BOB, grants(BOB, ALICE, "x".repeat(2049)))).isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"EncryptedEmail, AddEmail", "EmailAccess, Update"})
    void metadataAndTheUsersOwnSignerAreNeeded(String type, String action) {
        assertThat(scene.act(BOB, type, 0, action, "")).isRejected(Rejection.METADATA_INVALID);
        assertThat(scene.act(BOB, Scene.wallet(ALICE), type, 0, action, "{}")).isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }
}
