package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Track;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackRulesTest {
    private static final long NEW = 2_000_009;
    private static final String FOLLOW = "{\"follow_user_id\":3000001}";

    private final Scene scene = Scene.populated();

    private Verdict create(long id, String more) {
        return scene.act(
                ALICE, "Track", id, "Create", "{\"data\":{\"title\":\"New\",\"genre\":\"Rock\"%s}}".formatted(more));
    }

    private Verdict update(String metadata) {
        return scene.act(ALICE, "Track", SONG, "Update", metadata);
    }

    private Track track(long id) {
        return requireNonNull(scene.track(id));
    }

    @Test
    void creatingATrackKeepsWhatTheClientSent() {
        assertThat(
                        create(
                                NEW,
                                ",\"track_cid\":\"c\",\"duration\":61.9,\"bpm\":120.5,\"owner_id\":3000001,\"mood\":null"
                                        + ",\"release_date\":\"2024-05-06T07:08:09.123456Z\",\"is_downloadable\":true,\"unknown\":[1]"))
                .isAccepted();

        Assertions.assertThat(track(NEW).audio().trackCid()).isEqualTo("c");
        Assertions.assertThat(track(NEW).audio().duration()).isEqualTo(61);
        Assertions.assertThat(track(NEW).audio().bpm()).isEqualTo(120.5);
        Assertions.assertThat(track(NEW).release().releaseDate()).isEqualTo(Instant.parse("2024-05-06T07:08:09.123Z"));
        Assertions.assertThat(track(NEW).slug()).isEqualTo("new");
        Assertions.assertThat(scene.row(new Key.RouteKey(ALICE, "new"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_999_999, 1L << 31, Long.MAX_VALUE})
    void idsOutsideTheRangeAreRejected(long id) {
        assertThat(create(id, "")).isRejected(Rejection.ID_INVALID);
    }

    @Test
    void aTakenIdIsRejectedEvenAfterDeletion() {
        assertThat(create(SONG, "")).isRejected(Rejection.ID_TAKEN);
        scene.must(ALICE, "Track", SONG, "Delete", "");
        assertThat(create(SONG, "")).isRejected(Rejection.ID_TAKEN);
    }

    @Test
    void onlyTheArtistMayPublishChangeAndDelete() {
        assertThat(scene.act(ALICE, Scene.wallet(BOB), "Track", NEW, "Create", "{\"title\":\"x\",\"genre\":\"Rock\"}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(scene.act(3_000_009, "Track", NEW, "Create", "{\"title\":\"x\",\"genre\":\"Rock\"}"))
                .isRejected(Rejection.USER_UNKNOWN);
        assertThat(scene.act(BOB, "Track", SONG, "Update", "{\"title\":\"Mine\"}"))
                .isRejected(Rejection.NOT_OWNER);
        assertThat(scene.act(BOB, "Track", SONG, "Delete", "")).isRejected(Rejection.NOT_OWNER);
        assertThat(create(NEW, ",\"owner_id\":3000002")).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void theGenreMustBeOneOfTheProtocols() {
        assertThat(scene.act(ALICE, "Track", NEW, "Create", "{\"title\":\"x\",\"genre\":\"Polka\"}"))
                .isRejected(Rejection.GENRE_UNKNOWN);
        assertThat(scene.act(ALICE, "Track", NEW, "Create", "{\"title\":\"x\"}"))
                .isRejected(Rejection.METADATA_INVALID);
        assertThat(update("{\"genre\":\"rock\"}")).isRejected(Rejection.GENRE_UNKNOWN);
        assertThat(update("{\"genre\":\"Drum & Bass\"}")).isAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"title\":\"\"",
                "\"title\":7",
                "\"duration\":-1",
                "\"duration\":\"60\"",
                "\"bpm\":1e300",
                "\"bpm\":true",
                "\"is_unlisted\":\"no\"",
                "\"release_date\":\"yesterday\"",
                "\"release_date\":\"+999999999-01-01T00:00:00Z\"",
                "\"stream_conditions\":[]",
                "\"field_visibility\":1",
                "\"tags\":{}",
                "\"remix_of\":{\"tracks\":{\"a\":1}}",
                "\"description\":\"nul\\u0000\"",
                "\"preview_start_seconds\":1e999"
            })
    void fieldsOfTheWrongTypeOrOutOfBoundsAreRejected(String field) {
        assertThat(update("{%s}".formatted(field))).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void textsAreBounded() {
        assertThat(update("{\"title\":\"%s\"}".formatted("t".repeat(256)))).isAccepted();
        assertThat(update("{\"title\":\"%s\"}".formatted("t".repeat(257)))).isRejected(Rejection.METADATA_INVALID);
        assertThat(update("{\"description\":\"%s\"}".formatted("d".repeat(2500))))
                .isAccepted();
        assertThat(update("{\"description\":\"%s\"}".formatted("d".repeat(2501))))
                .isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"is_stream_gated\":true",
                "\"is_stream_gated\":true,\"stream_conditions\":{}",
                "\"is_stream_gated\":true,\"stream_conditions\":{\"follow_user_id\":3000001}",
                "\"is_stream_gated\":true,\"stream_conditions\":{\"follow_user_id\":3000001},\"is_download_gated\":true",
                "\"is_download_gated\":true,\"download_conditions\":{\"a\":1,\"b\":2}",
                "\"is_download_gated\":true,\"download_conditions\":{\"dance\":1}",
                "\"is_download_gated\":true,\"download_conditions\":{\"usdc_purchase\":{\"price\":0,\"splits\":[1]}}",
                "\"is_download_gated\":true,\"download_conditions\":{\"usdc_purchase\":{\"price\":1}}",
                "\"is_download_gated\":true,\"download_conditions\":{\"follow_user_id\":3000001},\"stem_of\":{\"parent_track_id\":2000001}"
            })
    void contradictingConditionsAreRejected(String fields) {
        if (fields.isEmpty()) {
            assertThat(create(NEW, "")).isAccepted();
        } else {
            assertThat(create(NEW, "," + fields)).isRejected(Rejection.CONDITIONS_INVALID);
        }
    }

    @Test
    void conditionsThatFitAreKeptAndGoWithTheirFlag() {
        assertThat(update(
                        "{\"is_stream_gated\":true,\"stream_conditions\":%s,\"is_download_gated\":true,\"download_conditions\":%s}"
                                .formatted(FOLLOW, FOLLOW)))
                .isAccepted();
        Assertions.assertThat(track(SONG).release().streamConditions()).hasToString(FOLLOW);

        assertThat(update("{\"is_stream_gated\":false,\"is_download_gated\":false}"))
                .isAccepted();
        Assertions.assertThat(track(SONG).release().streamConditions()).isNull();
        assertThat(
                        update(
                                "{\"is_download_gated\":true,\"download_conditions\":{\"usdc_purchase\":{\"price\":100,\"splits\":[{}]}}}"))
                .isAccepted();
    }

    @Test
    void parentsOfRemixesAndStemsMustExist() {
        assertThat(create(NEW, ",\"remix_of\":{\"tracks\":[{\"parent_track_id\":2000001}]}"))
                .isAccepted();
        Assertions.assertThat(track(NEW).details().remixOf())
                .hasToString("{\"tracks\":[{\"parent_track_id\":2000001}]}");
        assertThat(create(NEW + 1, ",\"remix_of\":{\"tracks\":[{\"parent_track_id\":2000077}]}"))
                .isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(create(NEW + 1, ",\"stem_of\":{\"parent_track_id\":2000077}"))
                .isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(create(NEW + 1, ",\"stem_of\":{\"parent_track_id\":2000001,\"category\":\"bass\"}"))
                .isAccepted();
        Assertions.assertThat(track(NEW + 1).isListed()).isFalse();
    }

    @Test
    void anUpdateChangesTheGivenFieldsOnly() {
        assertThat(update("{\"cid\":\"\",\"data\":{\"mood\":\"Fiery\"}}")).isAccepted();

        Assertions.assertThat(track(SONG).details().mood()).isEqualTo("Fiery");
        Assertions.assertThat(track(SONG).details().title()).isEqualTo("Song");
        Assertions.assertThat(track(SONG).audio().duration()).isEqualTo(60);
        assertThat(update("")).isRejected(Rejection.METADATA_INVALID);
        assertThat(scene.act(ALICE, "Track", NEW, "Update", "{}")).isRejected(Rejection.TRACK_UNKNOWN);
    }

    @Test
    void publishingSetsTheReleaseDateToNow() {
        assertThat(
                        create(
                                NEW,
                                ",\"is_unlisted\":true,\"is_scheduled_release\":true,\"release_date\":\"2030-01-01T00:00:00Z\""))
                .isAccepted();
        Assertions.assertThat(track(NEW).release().releaseDate()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));

        var later = Scene.NOW.plus(Duration.ofDays(3));
        scene.at(later);
        scene.must(ALICE, "Track", NEW, "Update", "{\"is_unlisted\":false}");

        Assertions.assertThat(track(NEW).release().releaseDate()).isEqualTo(later);
        Assertions.assertThat(track(NEW).release().isScheduledRelease()).isFalse();
    }

    @Test
    void aPublicTrackCannotComeOutInTheFuture() {
        assertThat(create(NEW, ",\"release_date\":\"2030-01-01\"")).isAccepted();
        Assertions.assertThat(track(NEW).release().releaseDate()).isEqualTo(Scene.NOW);
        assertThat(update("{\"release_date\":\"2030-01-01\"}")).isAccepted();
        Assertions.assertThat(track(SONG).release().releaseDate()).isEqualTo(Scene.NOW);
    }

    @Test
    void deletingIsFinal() {
        scene.must(ALICE, "Track", SONG, "Delete", "");
        Assertions.assertThat(track(SONG).isDelete()).isTrue();
        assertThat(scene.act(ALICE, "Track", SONG, "Delete", "")).isRejected(Rejection.TRACK_UNKNOWN);
        assertThat(update("{\"title\":\"x\"}")).isRejected(Rejection.TRACK_UNKNOWN);
    }

    @Test
    void slugsOfOneArtistDiffer() {
        for (int i = 0; i < 12; i++) {
            assertThat(create(NEW + i, "")).isAccepted();
        }
        Assertions.assertThat(track(NEW).slug()).isEqualTo("new");
        Assertions.assertThat(track(NEW + 1).slug()).isEqualTo("new-1");
        Assertions.assertThat(track(NEW + 9).slug()).isEqualTo("new-9");
        Assertions.assertThat(track(NEW + 10).slug()).isEqualTo("new--2000019");
        Assertions.assertThat(track(NEW + 11).slug()).isEqualTo("new--2000020");
    }

    @Test
    void aRenamedTrackKeepsItsOldSlugAndCanTakeItBack() {
        scene.must(ALICE, "Track", SONG, "Update", "{\"title\":\"Other  Näme!\"}");
        Assertions.assertThat(track(SONG).slug()).isEqualTo("other-näme");
        assertThat(scene.act(ALICE, "Track", NEW, "Create", "{\"title\":\"song\",\"genre\":\"Rock\"}"))
                .isAccepted();
        Assertions.assertThat(track(NEW).slug()).isEqualTo("song-1");
        scene.must(ALICE, "Track", SONG, "Update", "{\"title\":\"Song\"}");
        Assertions.assertThat(track(SONG).slug()).isEqualTo("song");
    }

    @Test
    void aTitleWithoutLettersGetsTheIdAsSlug() {
        scene.must(ALICE, "Track", SONG, "Update", "{\"title\":\"!!!\"}");
        Assertions.assertThat(track(SONG).slug()).isEqualTo("2000001");
    }
}
