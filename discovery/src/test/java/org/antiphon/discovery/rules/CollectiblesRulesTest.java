package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectiblesRulesTest {
    private final Scene scene = Scene.populated();

    private Verdict act(String action, String metadata) {
        return scene.act(BOB, "Collectibles", 0, action, metadata);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update"})
    void whatAUserShowsReplacesWhatTheUserShowed(String action) {
        var key = new Key.CollectiblesKey(BOB);
        assertThat(act("Create", "{\"data\":{\"collectibles\":{\"a\":1}}}")).isAccepted();
        assertThat(act(action, "{\"data\":{\"collectibles\":{\"b\":2}}}")).isAccepted();
        Assertions.assertThat(requireNonNull(scene.row(key)).data()).hasToString("{\"b\":2}");
        assertThat(act("Delete", "")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
        assertThat(act("Delete", "")).changesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"collectibles\":null}", "{\"collectibles\":[]}", "{\"collectibles\":\"a\"}"})
    void whatCannotBeReadIsRejected(String metadata) {
        assertThat(act("Create", metadata)).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void theSizeIsBoundedAndTheSignerTheUsers() {
        var shown = "{\"collectibles\":{\"a\":\"%s\"}}";
        assertThat(act("Create", shown.formatted("x".repeat(256 * 1024 - 8)))).isAccepted();
        assertThat(act("Create", shown.formatted("x".repeat(256 * 1024 - 7)))).isRejected(Rejection.METADATA_INVALID);
        assertThat(scene.act(BOB, Scene.wallet(ALICE), "Collectibles", 0, "Delete", ""))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }
}
