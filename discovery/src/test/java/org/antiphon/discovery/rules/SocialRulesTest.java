package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocialRulesTest {
    private final Scene scene = Scene.populated();

    private Verdict act(long userId, String type, long entityId, String name) {
        return scene.act(userId, type, entityId, name, "");
    }

    @Test
    void followingTwiceAndUnfollowingTwiceChangeNothingTheSecondTime() {
        assertThat(act(BOB, "User", ALICE, "Unfollow")).changesNothing();
        assertThat(act(BOB, "User", ALICE, "Follow")).isAccepted();
        Assertions.assertThat(scene.row(new Key.FollowKey(BOB, ALICE))).isNotNull();
        assertThat(act(BOB, "User", ALICE, "Follow")).changesNothing();
        assertThat(act(BOB, "User", ALICE, "Unfollow")).isAccepted();
        Assertions.assertThat(scene.row(new Key.FollowKey(BOB, ALICE))).isNull();
    }

    @Test
    void whoCannotBeFollowed() {
        assertThat(act(BOB, "User", BOB, "Follow")).isRejected(Rejection.OWN_ITEM);
        assertThat(act(BOB, "User", 3_000_077, "Follow")).isRejected(Rejection.USER_UNKNOWN);
        scene.must(ALICE, "User", ALICE, "Update", "{\"is_deactivated\":true}");
        assertThat(act(BOB, "User", ALICE, "Follow")).isRejected(Rejection.USER_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"Save, Unsave", "Repost, Unrepost"})
    void likingTwiceAndUndoingTwiceChangeNothingTheSecondTime(String act, String undo) {
        assertThat(act(BOB, "Track", SONG, undo)).changesNothing();
        assertThat(act(BOB, "Track", SONG, act)).isAccepted();
        assertThat(act(BOB, "Track", SONG, act)).changesNothing();
        scene.must(ALICE, "Track", SONG, "Delete", "");
        assertThat(act(BOB, "Track", SONG, undo)).isAccepted();
        assertThat(act(BOB, "Track", SONG, undo)).changesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Save", "Repost"})
    void whatCannotBeLiked(String act) {
        assertThat(act(ALICE, "Track", SONG, act)).isRejected(Rejection.OWN_ITEM);
        assertThat(act(BOB, "Track", 2_000_077, act)).isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(act(BOB, "Track", Long.MAX_VALUE, act)).isRejected(Rejection.TRACK_UNKNOWN);
        scene.must(ALICE, "Track", SONG, "Delete", "");
        assertThat(act(BOB, "Track", SONG, act)).isRejected(Rejection.TRACK_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"User, Follow", "User, Unfollow", "Track, Save", "Track, Unsave", "Track, Repost", "Track, Unrepost"})
    void othersCannotActForAUser(String type, String name) {
        long entity = type.equals("User") ? ALICE : SONG;
        assertThat(scene.act(BOB, Scene.wallet(ALICE), type, entity, name, ""))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(act(3_000_077, type, entity, name)).isRejected(Rejection.USER_UNKNOWN);
    }

    @Test
    void aSaveOfARepostIsMarked() {
        scene.must(BOB, "Track", SONG, "Save", "{\"is_save_of_repost\":true}");
        scene.must(BOB, "Track", SONG, "Repost", "{\"is_repost_of_repost\":");

        Assertions.assertThat(requireNonNull(scene.row(new Key.SaveKey(BOB, "track", SONG)))
                        .ofRepost())
                .isTrue();
        Assertions.assertThat(requireNonNull(scene.row(new Key.RepostKey(BOB, "track", SONG)))
                        .ofRepost())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Playlist, Dance", "Track, Dance", "'', ''", "user, Create", "Track/Save, Save"})
    void unknownActionsAreRejected(String type, String name) {
        assertThat(act(BOB, type, SONG, name)).isRejected(Rejection.ACTION_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE, 1L << 31})
    void impossibleUsersAreRejected(long id) {
        assertThat(scene.act(id, Scene.wallet(BOB), "Track", SONG, "Save", "")).isRejected(Rejection.ID_INVALID);
    }
}
