package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import org.antiphon.discovery.model.Comment;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentRulesTest {
    private static final long CAROL = 3_000_003;
    private static final long FIRST = 4_000_001;
    private static final long SECOND = 4_000_002;

    private final Scene scene = Scene.populated();

    @BeforeEach
    void carol() {
        scene.must(CAROL, "User", CAROL, "Create", "{\"handle\":\"carol\"}");
    }

    private Verdict write(long userId, long id, String fields) {
        return scene.act(
                userId,
                "Comment",
                id,
                "Create",
                "{\"cid\":\"\",\"data\":{\"entity_type\":\"Track\",\"entity_id\":%d%s}}".formatted(SONG, fields));
    }

    private void mustWrite(long userId, long id) {
        assertThat(write(userId, id, ",\"body\":\"Nice\"")).isAccepted();
    }

    private Verdict act(long userId, String action, String metadata) {
        return scene.act(userId, "Comment", FIRST, action, metadata);
    }

    private Verdict act(long userId, String action) {
        return act(userId, action, "");
    }

    private Comment comment(long id) {
        return requireNonNull(scene.comment(id));
    }

    @Test
    void aCommentTellsOfWhatMomentItIsAndWhomItMentions() {
        assertThat(write(BOB, FIRST, ",\"body\":\"Hm @alice\",\"track_timestamp_s\":5,\"mentions\":[3000001]"))
                .isAccepted();
        Assertions.assertThat(comment(FIRST).trackId()).isEqualTo(SONG);
        Assertions.assertThat(comment(FIRST).userId()).isEqualTo(BOB);
        Assertions.assertThat(comment(FIRST).trackTimestampS()).isEqualTo(5);
        Assertions.assertThat(comment(FIRST).mentions()).hasToString("[3000001]");
        Assertions.assertThat(comment(FIRST).isEdited()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"body\":\"\"",
                ",\"body\":\"  \"",
                ",\"body\":7",
                ",\"body\":\"x\",\"entity_type\":\"Playlist\"",
                ",\"body\":\"x\",\"entity_type\":5",
                ",\"body\":\"x\",\"entity_id\":\"7eP5n\"",
                ",\"body\":\"x\",\"entity_id\":null",
                ",\"body\":\"x\",\"track_timestamp_s\":-1",
                ",\"body\":\"x\",\"track_timestamp_s\":86401",
                ",\"body\":\"x\",\"track_timestamp_s\":\"1\"",
                ",\"body\":\"x\",\"mentions\":3000001",
                ",\"body\":\"x\",\"mentions\":[\"alice\"]",
                ",\"body\":\"x\",\"mentions\":[1.5]",
                ",\"body\":\"x\",\"mentions\":[0]",
                ",\"body\":\"x\",\"parent_comment_id\":\"4000001\""
            })
    void commentsWithMissingOrWrongFieldsAreRejected(String fields) {
        assertThat(write(BOB, FIRST, fields)).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void textAndMentionsAreBounded() {
        assertThat(write(BOB, FIRST, ",\"body\":\"%s\"".formatted("\uD83C\uDFB5".repeat(400))))
                .isAccepted();
        assertThat(write(BOB, SECOND, ",\"body\":\"%s\"".formatted("x".repeat(401))))
                .isRejected(Rejection.METADATA_INVALID);
        var mentions = ",\"body\":\"x\",\"mentions\":[1%s]";
        assertThat(write(BOB, SECOND, mentions.formatted(",1".repeat(99)))).isAccepted();
        assertThat(write(BOB, SECOND + 1, mentions.formatted(",1".repeat(100)))).isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3_999_999, 1L << 31, Long.MAX_VALUE})
    void idsOutOfRangeAreRejected(long id) {
        assertThat(write(BOB, id, ",\"body\":\"x\"")).isRejected(Rejection.ID_INVALID);
    }

    @Test
    void anIdIsTakenEvenByWhatWasDeleted() {
        mustWrite(BOB, FIRST);
        assertThat(write(CAROL, FIRST, ",\"body\":\"x\"")).isRejected(Rejection.ID_TAKEN);
        assertThat(act(BOB, "Delete")).isAccepted();
        assertThat(write(BOB, FIRST, ",\"body\":\"x\"")).isRejected(Rejection.ID_TAKEN);
    }

    @Test
    void onlyTracksThatAreThereAndOpenToItAreCommentedOn() {
        assertThat(write(BOB, FIRST, ",\"body\":\"x\",\"entity_id\":2000077")).isRejected(Rejection.TRACK_UNKNOWN);
        scene.must(ALICE, "Track", SONG, "Update", "{\"comments_disabled\":true}");
        assertThat(write(BOB, FIRST, ",\"body\":\"x\"")).isRejected(Rejection.COMMENTS_DISABLED);
        scene.must(ALICE, "Track", SONG, "Update", "{\"comments_disabled\":false}");
        mustWrite(BOB, FIRST);
        scene.must(ALICE, "Track", SONG, "Delete", "");
        assertThat(write(BOB, SECOND, ",\"body\":\"x\"")).isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(act(BOB, "Delete")).isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parent_comment_id", "parent_id"})
    void anAnswerNamesACommentOnTheSameTrack(String name) {
        var answer = ",\"body\":\"Yes\",\"%s\":%d".formatted(name, FIRST);
        assertThat(write(CAROL, SECOND, answer)).isRejected(Rejection.COMMENT_UNKNOWN);
        mustWrite(BOB, FIRST);
        assertThat(write(CAROL, SECOND, answer)).isAccepted();
        Assertions.assertThat(comment(SECOND).parentCommentId()).isEqualTo(FIRST);
        scene.must(ALICE, "Track", SONG + 1, "Create", "{\"title\":\"Other\",\"genre\":\"Rock\"}");
        assertThat(write(CAROL, SECOND + 1, answer + ",\"entity_id\":%d".formatted(SONG + 1)))
                .isRejected(Rejection.METADATA_INVALID);
        assertThat(act(BOB, "Delete")).isAccepted();
        assertThat(write(CAROL, SECOND + 1, answer)).isRejected(Rejection.COMMENT_UNKNOWN);
    }

    @Test
    void onlyTheAuthorChangesAComment() {
        assertThat(act(BOB, "Update", "{\"body\":\"x\"}")).isRejected(Rejection.COMMENT_UNKNOWN);
        mustWrite(BOB, FIRST);
        assertThat(act(BOB, "Update", "{\"data\":{\"body\":\"Nicer\",\"mentions\":[3000003],\"entity_id\":2000001}}"))
                .isAccepted();
        Assertions.assertThat(comment(FIRST).body()).isEqualTo("Nicer");
        Assertions.assertThat(comment(FIRST).mentions()).hasToString("[3000003]");
        Assertions.assertThat(comment(FIRST).isEdited()).isTrue();
        assertThat(act(ALICE, "Update", "{\"body\":\"x\"}")).isRejected(Rejection.NOT_OWNER);
        assertThat(act(BOB, "Update", "{\"body\":\"%s\"}".formatted("x".repeat(401))))
                .isRejected(Rejection.METADATA_INVALID);
        assertThat(act(BOB, "Update")).isRejected(Rejection.METADATA_INVALID);
        assertThat(act(BOB, "Delete")).isAccepted();
        assertThat(act(BOB, "Update", "{\"body\":\"x\"}")).isRejected(Rejection.COMMENT_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(longs = {ALICE, BOB})
    void theAuthorAndTheArtistTakeACommentAway(long userId) {
        mustWrite(BOB, FIRST);
        assertThat(act(CAROL, "Delete")).isRejected(Rejection.NOT_OWNER);
        assertThat(act(userId, "Delete")).isAccepted();
        Assertions.assertThat(comment(FIRST).isDelete()).isTrue();
        assertThat(act(userId, "Delete")).isRejected(Rejection.COMMENT_UNKNOWN);
    }

    @Test
    void likingIsMarkedOnceAndTakenAway() {
        var key = new Key.CommentReactionKey(CAROL, FIRST);
        assertThat(act(CAROL, "React")).isRejected(Rejection.COMMENT_UNKNOWN);
        mustWrite(BOB, FIRST);
        assertThat(act(CAROL, "Unreact")).changesNothing();
        assertThat(act(CAROL, "React", "{\"entity_id\":2000001,\"entity_type\":\"Track\"}"))
                .isAccepted();
        Assertions.assertThat(scene.row(key)).isNotNull();
        assertThat(act(CAROL, "React")).changesNothing();
        assertThat(act(BOB, "Delete")).isAccepted();
        assertThat(act(ALICE, "React")).isRejected(Rejection.COMMENT_UNKNOWN);
        assertThat(act(CAROL, "Unreact")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
    }

    @Test
    void aUserReportsACommentOnce() {
        assertThat(act(CAROL, "Report")).isRejected(Rejection.COMMENT_UNKNOWN);
        mustWrite(BOB, FIRST);
        assertThat(act(CAROL, "Report")).isAccepted();
        Assertions.assertThat(scene.row(new Key.CommentReportKey(CAROL, FIRST))).isNotNull();
        assertThat(act(CAROL, "Report")).changesNothing();
        assertThat(act(ALICE, "Report")).isAccepted();
    }

    @Test
    void theArtistPinsOneCommentAtATime() {
        assertThat(act(ALICE, "Pin")).isRejected(Rejection.COMMENT_UNKNOWN);
        mustWrite(BOB, FIRST);
        mustWrite(BOB, SECOND);
        assertThat(act(BOB, "Pin")).isRejected(Rejection.NOT_OWNER);
        assertThat(act(ALICE, "Unpin")).changesNothing();
        assertThat(act(ALICE, "Pin")).isAccepted();
        assertThat(act(ALICE, "Pin")).changesNothing();
        Assertions.assertThat(pinned()).isEqualTo(FIRST);
        assertThat(scene.act(ALICE, "Comment", SECOND, "Pin", "")).isAccepted();
        Assertions.assertThat(pinned()).isEqualTo(SECOND);
        assertThat(act(ALICE, "Unpin")).changesNothing();
        assertThat(scene.act(ALICE, "Comment", SECOND, "Unpin", "")).isAccepted();
        Assertions.assertThat(pinned()).isNull();
    }

    @Test
    void aPinOutlivesAChangeOfTheTrackButNotItsComment() {
        mustWrite(BOB, FIRST);
        assertThat(act(ALICE, "Pin")).isAccepted();
        scene.must(ALICE, "Track", SONG, "Update", "{\"title\":\"New\"}");
        Assertions.assertThat(pinned()).isEqualTo(FIRST);
        assertThat(act(BOB, "Delete")).isAccepted();
        Assertions.assertThat(pinned()).isNull();
        mustWrite(BOB, SECOND);
        scene.must(ALICE, "Track", SONG, "Delete", "");
        assertThat(scene.act(ALICE, "Comment", SECOND, "Pin", "")).isRejected(Rejection.TRACK_UNKNOWN);
    }

    private @Nullable Long pinned() {
        return requireNonNull(scene.track(SONG)).pinnedCommentId();
    }

    @Test
    void mutingAnotherUserIsMarkedOnceAndTakenAway() {
        var key = new Key.MutedUserKey(BOB, ALICE);
        assertThat(scene.act(BOB, "User", BOB, "Mute", "")).isRejected(Rejection.OWN_ITEM);
        assertThat(scene.act(BOB, "User", 3_000_077, "Mute", "")).isRejected(Rejection.USER_UNKNOWN);
        assertThat(scene.act(BOB, "User", ALICE, "Unmute", "")).changesNothing();
        assertThat(scene.act(BOB, "User", ALICE, "Mute", "")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNotNull();
        assertThat(scene.act(BOB, "User", ALICE, "Mute", "")).changesNothing();
        assertThat(scene.act(BOB, "User", ALICE, "Unmute", "")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Track, 2000001, track", "Comment, 4000001, comment"})
    void notificationsOfCommentsAreMutedInTwoWays(String type, long id, String itemType) {
        mustWrite(BOB, FIRST);
        var key = new Key.CommentNotificationMuteKey(BOB, itemType, id);
        var setting = "{\"entity_type\":\"%s\",\"is_muted\":%s}";
        assertThat(scene.act(BOB, type, id, "Unmute", "")).changesNothing();
        assertThat(scene.act(BOB, type, id, "Mute", "")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNotNull();
        assertThat(scene.act(BOB, "CommentNotificationSetting", id, "Update", setting.formatted(type, true)))
                .changesNothing();
        assertThat(scene.act(BOB, "CommentNotificationSetting", id, "Update", setting.formatted(type, false)))
                .isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
        assertThat(scene.act(BOB, "CommentNotificationSetting", id, "Update", setting.formatted(type, true)))
                .isAccepted();
        assertThat(scene.act(BOB, type, id, "Unmute", "")).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"entity_type\":\"User\"}", "{\"is_muted\":\"yes\"}", "{\"entity_type\":3}"})
    void settingsThatCannotBeReadAreRejected(String metadata) {
        assertThat(scene.act(BOB, "CommentNotificationSetting", SONG, "Update", metadata))
                .isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void notificationsAboutWhatIsNotThereCannotBeMuted() {
        assertThat(scene.act(BOB, "Track", 2_000_077, "Mute", "")).isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(act(BOB, "Mute")).isRejected(Rejection.COMMENT_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Create", "Update", "Delete", "React", "Unreact", "Report", "Pin", "Unpin", "Mute", "Unmute"})
    void othersCannotActForAUser(String action) {
        mustWrite(BOB, FIRST);
        assertThat(scene.act(BOB, Scene.wallet(CAROL), "Comment", FIRST, action, ""))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(act(3_000_077, action)).isRejected(Rejection.USER_UNKNOWN);
    }
}
