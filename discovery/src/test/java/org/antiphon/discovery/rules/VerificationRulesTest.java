package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ANNOUNCER;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.NOW;
import static org.antiphon.discovery.rules.Scene.VERIFIER;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.util.Locale;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationRulesTest {
    private final Scene scene = Scene.populated();

    private Verdict verify(String signer, String metadata) {
        return scene.act(BOB, signer, "User", BOB, "Verify", metadata);
    }

    private boolean isVerified() {
        return requireNonNull(scene.user(BOB)).isVerified();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"is_verified\":true}", "{\"twitter_handle\":\"bob\"}"})
    void theVerifierVerifiesAUser(String metadata) {
        assertThat(verify(VERIFIER.toLowerCase(Locale.ROOT), metadata)).isAccepted();
        Assertions.assertThat(isVerified()).isTrue();
        assertThat(verify(VERIFIER, metadata)).changesNothing();
        scene.must(BOB, "User", BOB, "Update", "{\"bio\":\"b\"}");
        Assertions.assertThat(isVerified()).isTrue();
        assertThat(verify(VERIFIER, "{\"is_verified\":false}")).isAccepted();
        Assertions.assertThat(isVerified()).isFalse();
    }

    @Test
    void nobodyElseVerifies() {
        assertThat(verify(Scene.wallet(BOB), "")).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(verify(ANNOUNCER, "")).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        var untrusting = new Scene(TrustedSigners.NONE);
        assertThat(untrusting.act(BOB, VERIFIER, "User", BOB, "Verify", "")).isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }

    @Test
    void onlyUsersThatAreThereAreVerified() {
        assertThat(scene.act(3_000_077, VERIFIER, "User", 3_000_077, "Verify", ""))
                .isRejected(Rejection.USER_UNKNOWN);
        assertThat(scene.act(BOB, VERIFIER, "User", 3_000_001, "Verify", "")).isRejected(Rejection.ID_INVALID);
        assertThat(verify(VERIFIER, "{\"is_verified\":\"yes\"}")).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void theContractsOwnVerifierIsBelieved() {
        assertThat(new VerifiedEvent(BOB, true, NOW, 1).judge(scene)).isAccepted();
        assertThat(new VerifiedEvent(BOB, false, NOW, 1).judge(scene)).changesNothing();
        assertThat(new VerifiedEvent(3_000_077, true, NOW, 1).judge(scene)).isRejected(Rejection.USER_UNKNOWN);
        assertThat(new VerifiedEvent(Long.MAX_VALUE, true, NOW, 1).judge(scene)).isRejected(Rejection.USER_UNKNOWN);
    }
}
