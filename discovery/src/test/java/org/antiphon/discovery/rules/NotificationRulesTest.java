package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.ANNOUNCER;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.NOW;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationRulesTest {
    private static final long LIST = 400_001;
    private static final String TIP = "0x" + "ab".repeat(32);

    private final Scene scene = Scene.populated();

    private Verdict announce(String signer, long id, String metadata) {
        return scene.act(1, signer, "Notification", id, "Create", metadata);
    }

    @Test
    void newsComeFromTheConfiguredAnnouncerOnly() {
        var news = "{\"title\":\"Hello\",\"push_body\":\"b\"}";
        assertThat(announce(Scene.wallet(ALICE), 1, news)).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(announce(Scene.VERIFIER, 1, news)).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(announce(ANNOUNCER, 1, news)).isAccepted();
        Assertions.assertThat(
                        requireNonNull(scene.row(new Key.AnnouncementKey(1))).data())
                .hasToString("{\"title\":\"Hello\",\"push_body\":\"b\"}");
        assertThat(announce(ANNOUNCER, 1, news)).isRejected(Rejection.ID_TAKEN);
        assertThat(announce(ANNOUNCER, 0, news)).isRejected(Rejection.ID_INVALID);
    }

    @Test
    void withoutAConfiguredAnnouncerNobodyAnnounces() {
        var scene = new Scene(TrustedSigners.NONE);
        assertThat(scene.act(1, ANNOUNCER, "Notification", 1, "Create", "{\"title\":\"Hello\"}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
    }

    @Test
    void newsHaveATitleAndABoundedSize() {
        for (var metadata : new String[] {"", "{}", "{\"title\":\"\"}", "{\"title\":5}"}) {
            assertThat(announce(ANNOUNCER, 1, metadata)).isRejected(Rejection.METADATA_INVALID);
        }
        var news = "{\"title\":\"t\",\"long_description\":\"%s\"}";
        assertThat(announce(ANNOUNCER, 1, news.formatted("x".repeat(16_384)))).isRejected(Rejection.METADATA_INVALID);
        assertThat(announce(ANNOUNCER, 1, news.formatted("x".repeat(16_000)))).isAccepted();
    }

    @Test
    void lookingAtNotificationsIsRememberedByItsTime() {
        assertThat(scene.act(BOB, "Notification", 0, "View", "")).isAccepted();
        assertThat(scene.act(BOB, "Notification", 0, "View", "")).changesNothing();
        scene.at(NOW.plusSeconds(5));
        assertThat(scene.act(BOB, "Notification", 0, "View", "")).isAccepted();
        for (int seconds : new int[] {0, 5}) {
            Assertions.assertThat(scene.row(new Key.NotificationSeenKey(BOB, NOW.plusSeconds(seconds))))
                    .isNotNull();
        }
    }

    @Test
    void lookingAtAPlaylistIsRememberedByItsLastTime() {
        assertThat(scene.act(BOB, "Notification", LIST, "ViewPlaylist", "")).isRejected(Rejection.PLAYLIST_UNKNOWN);
        scene.must(ALICE, "Playlist", LIST, "Create", "{\"playlist_name\":\"L\"}");
        assertThat(scene.act(BOB, "Notification", LIST, "ViewPlaylist", "")).isAccepted();
        scene.at(NOW.plusSeconds(5));
        assertThat(scene.act(BOB, "Notification", LIST, "ViewPlaylist", "")).isAccepted();
        Assertions.assertThat(requireNonNull(scene.row(new Key.PlaylistSeenKey(BOB, LIST)))
                        .seenAt())
                .isEqualTo(NOW.plusSeconds(5));
    }

    private Verdict react(String metadata) {
        return scene.act(BOB, "Tip", 0, "Update", metadata);
    }

    private Verdict react(int value) {
        return react("{\"reactedTo\":\"%s\",\"reactionValue\":%d}".formatted(TIP, value));
    }

    @Test
    void aTipIsLikedByOneOfFourSigns() {
        var key = new Key.TipReactionKey(BOB, TIP);
        assertThat(react(0)).changesNothing();
        assertThat(react(1)).isAccepted();
        assertThat(react(4)).isAccepted();
        Assertions.assertThat(requireNonNull(scene.row(key)).reactionValue()).isEqualTo(4);
        assertThat(react(5)).isRejected(Rejection.METADATA_INVALID);
        assertThat(react(-1)).isRejected(Rejection.METADATA_INVALID);
        assertThat(react(0)).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"reactedTo\":\"x\"}",
                "{\"reactionValue\":1}",
                "{\"reactedTo\":\"\",\"reactionValue\":1}",
                "{\"reactedTo\":5,\"reactionValue\":1}",
                "{\"reactedTo\":\"x\",\"reactionValue\":\"1\"}",
                "{\"reactedTo\":\"x\",\"reactionValue\":null}"
            })
    void reactionsThatCannotBeReadAreRejected(String metadata) {
        assertThat(react(metadata)).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void theNameOfATipIsBounded() {
        var reaction = "{\"reactedTo\":\"%s\",\"reactionValue\":1}";
        assertThat(react(reaction.formatted("x".repeat(128)))).isAccepted();
        assertThat(react(reaction.formatted("x".repeat(129)))).isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"Notification, View", "Notification, ViewPlaylist", "Tip, Update"})
    void othersCannotActForAUser(String type, String action) {
        assertThat(scene.act(BOB, Scene.wallet(ALICE), type, 0, action, "{}")).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(scene.act(3_000_077, type, 0, action, "{}")).isRejected(Rejection.USER_UNKNOWN);
    }
}
