package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.util.Locale;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocialRulesTest {
    private static final long LIST = 400_001;

    private final Scene scene = Scene.populated();

    private Verdict act(long userId, String type, long entityId, String name) {
        return scene.act(userId, type, entityId, name, "");
    }

    @ParameterizedTest
    @CsvSource({"Follow, Unfollow", "Subscribe, Unsubscribe"})
    void followingTwiceAndUnfollowingTwiceChangeNothingTheSecondTime(String act, String undo) {
        Key<?> key = act.equals("Follow") ? new Key.FollowKey(BOB, ALICE) : new Key.SubscriptionKey(BOB, ALICE);
        assertThat(act(BOB, "User", ALICE, undo)).changesNothing();
        assertThat(act(BOB, "User", ALICE, act)).isAccepted();
        Assertions.assertThat(scene.row(key)).isNotNull();
        assertThat(act(BOB, "User", ALICE, act)).changesNothing();
        assertThat(act(BOB, "User", ALICE, undo)).isAccepted();
        Assertions.assertThat(scene.row(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Follow", "Subscribe"})
    void whoCannotBeFollowed(String act) {
        assertThat(act(BOB, "User", BOB, act)).isRejected(Rejection.OWN_ITEM);
        assertThat(act(BOB, "User", 3_000_077, act)).isRejected(Rejection.USER_UNKNOWN);
        scene.must(ALICE, "User", ALICE, "Update", "{\"is_deactivated\":true}");
        assertThat(act(BOB, "User", ALICE, act)).isRejected(Rejection.USER_UNKNOWN);
        assertThat(act(BOB, "User", ALICE, "Un" + act.toLowerCase(Locale.ROOT))).isAccepted();
    }

    private void mustHaveList(boolean isAlbum, boolean isPrivate) {
        scene.must(
                ALICE,
                "Playlist",
                LIST,
                scene.playlist(LIST) == null ? "Create" : "Update",
                "{\"playlist_name\":\"L\",\"is_album\":%s,\"is_private\":%s}".formatted(isAlbum, isPrivate));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void playlistsAndAlbumsAreLikedAsWhatTheyAreAndUnlikedWhateverTheyBecame(boolean isAlbum) {
        mustHaveList(isAlbum, false);
        var type = isAlbum ? "album" : "playlist";
        for (var act : new String[] {"Save", "Repost"}) {
            assertThat(act(BOB, "Playlist", LIST, act)).isAccepted();
            assertThat(act(BOB, "Playlist", LIST, act)).changesNothing();
        }
        Assertions.assertThat(scene.row(new Key.SaveKey(BOB, type, LIST))).isNotNull();
        Assertions.assertThat(scene.row(new Key.RepostKey(BOB, type, LIST))).isNotNull();

        mustHaveList(!isAlbum, false);
        assertThat(act(BOB, "Playlist", LIST, "Save")).changesNothing();
        assertThat(act(BOB, "Playlist", LIST, "Unsave")).isAccepted();
        assertThat(act(BOB, "Playlist", LIST, "Unrepost")).isAccepted();
        Assertions.assertThat(scene.row(new Key.SaveKey(BOB, type, LIST))).isNull();
        Assertions.assertThat(scene.row(new Key.RepostKey(BOB, type, LIST))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Save", "Repost"})
    void ownMissingAndPrivatePlaylistsCannotBeLiked(String act) {
        assertThat(act(BOB, "Playlist", LIST, act)).isRejected(Rejection.PLAYLIST_UNKNOWN);
        mustHaveList(false, true);
        assertThat(act(BOB, "Playlist", LIST, act)).isRejected(Rejection.NOT_PUBLIC);
        assertThat(act(ALICE, "Playlist", LIST, act)).isRejected(Rejection.OWN_ITEM);
        scene.must(ALICE, "Playlist", LIST, "Delete", "");
        assertThat(act(BOB, "Playlist", LIST, act)).isRejected(Rejection.PLAYLIST_UNKNOWN);
    }

    @Test
    void aHiddenTrackIsSharedAndDownloadedButNotLiked() {
        scene.must(ALICE, "Track", SONG, "Update", "{\"is_unlisted\":true}");
        assertThat(act(BOB, "Track", SONG, "Save")).isRejected(Rejection.NOT_PUBLIC);
        assertThat(act(BOB, "Track", SONG, "Repost")).isRejected(Rejection.NOT_PUBLIC);
        assertThat(act(BOB, "Track", SONG, "Share")).isAccepted();
        assertThat(act(BOB, "Track", SONG, "Download")).isAccepted();
    }

    @Test
    void sharingIsCountedOncePerUserAndItemAndOpenToTheOwner() {
        assertThat(act(ALICE, "Track", SONG, "Share")).isAccepted();
        assertThat(act(ALICE, "Track", SONG, "Share")).changesNothing();
        Assertions.assertThat(scene.row(new Key.ShareKey(ALICE, "track", SONG))).isNotNull();
        mustHaveList(true, false);
        assertThat(act(BOB, "Playlist", LIST, "Share")).isAccepted();
        Assertions.assertThat(scene.row(new Key.ShareKey(BOB, "album", LIST))).isNotNull();
        assertThat(act(BOB, "Track", 2_000_077, "Share")).isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(act(BOB, "Playlist", LIST + 1, "Share")).isRejected(Rejection.PLAYLIST_UNKNOWN);
    }

    @Test
    void aDownloadTellsWhereFromAndOfAStemItsTrack() {
        long stem = SONG + 1;
        scene.must(
                ALICE,
                "Track",
                stem,
                "Create",
                "{\"title\":\"Bass\",\"genre\":\"Rock\",\"stem_of\":{\"parent_track_id\":2000001,\"category\":\"BASS\"}}");
        assertThat(scene.act(
                        BOB,
                        "Track",
                        stem,
                        "Download",
                        "{\"cid\":\"\",\"data\":{\"city\":\"Berlin\",\"region\":5,\"country\":\"DE\"}}"))
                .isAccepted();
        assertThat(act(BOB, "Track", SONG, "Download")).isAccepted();

        var ofStem = requireNonNull(scene.row(new Key.TrackDownloadKey(stem, BOB, 1)));
        Assertions.assertThat(ofStem.parentTrackId()).isEqualTo(SONG);
        Assertions.assertThat(ofStem.city()).isEqualTo("Berlin");
        Assertions.assertThat(ofStem.region()).isNull();
        Assertions.assertThat(ofStem.country()).isEqualTo("DE");
        Assertions.assertThat(requireNonNull(scene.row(new Key.TrackDownloadKey(SONG, BOB, 1)))
                        .parentTrackId())
                .isEqualTo(SONG);
        assertThat(act(BOB, "Track", SONG, "Download")).changesNothing();
        assertThat(act(BOB, "Track", 2_000_077, "Download")).isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(act(BOB, "Playlist", LIST, "Download")).isRejected(Rejection.ACTION_UNKNOWN);
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
    @CsvSource({
        "User, Follow",
        "User, Unfollow",
        "User, Subscribe",
        "Track, Save",
        "Track, Unsave",
        "Track, Repost",
        "Track, Unrepost",
        "Track, Share",
        "Track, Download"
    })
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
