package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Track;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackRulesTest {
    private static final long NEW = 2_000_009;
    private static final String CID = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";
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
                                ",\"track_cid\":\"" + CID
                                        + "\",\"duration\":61.9,\"bpm\":120.5,\"owner_id\":3000001,\"mood\":null"
                                        + ",\"release_date\":\"2024-05-06T07:08:09.123456Z\",\"is_downloadable\":true,\"unknown\":[1]"))
                .isAccepted();

        Assertions.assertThat(track(NEW).audio().trackCid()).isEqualTo(CID);
        Assertions.assertThat(track(NEW).audio().duration()).isEqualTo(61);
        Assertions.assertThat(track(NEW).audio().bpm()).isEqualTo(120.5);
        Assertions.assertThat(track(NEW).release().releaseDate()).isEqualTo(Instant.parse("2024-05-06T07:08:09.123Z"));
        Assertions.assertThat(track(NEW).slug()).isEqualTo("new");
        Assertions.assertThat(scene.row(new Key.RouteKey(ALICE, "new"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"track_cid", "preview_cid", "orig_file_cid"})
    void whatIsNoCidIsRejected(String field) {
        for (var text : List.of("../../x", "x", CID + "/..", CID.toUpperCase(Locale.ROOT), "http://x/" + CID)) {
            var verdict = create(NEW, ",\"%s\":\"%s\"".formatted(field, text));

            assertThat(verdict).isRejected(Rejection.METADATA_INVALID);
            Assertions.assertThat(verdict.toString()).contains(field + ": \"" + text + "\" (expected: a CID)");
        }
        for (var text : List.of("", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG", CID)) {
            assertThat(create(NEW + text.length(), ",\"%s\":\"%s\"".formatted(field, text)))
                    .isAccepted();
        }
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

    private static String remixOf(long... parents) {
        return LongStream.of(parents)
                .mapToObj("{\"parent_track_id\":%d}"::formatted)
                .collect(Collectors.joining(",", "\"remix_of\":{\"tracks\":[", "]}"));
    }

    private static String stemOf(long parent) {
        return "\"stem_of\":{\"parent_track_id\":%d,\"category\":\"BASS\"}".formatted(parent);
    }

    private boolean isRemix(long parent, long child) {
        return scene.row(new Key.RemixKey(parent, child)) != null;
    }

    @Test
    void remixesOfATrackAreFoundByItsRows() {
        assertThat(create(NEW, "")).isAccepted();
        assertThat(create(NEW + 1, "," + remixOf(SONG, NEW, SONG))).isAccepted();
        Assertions.assertThat(isRemix(SONG, NEW + 1) && isRemix(NEW, NEW + 1)).isTrue();

        scene.must(ALICE, "Track", NEW + 1, "Update", "{\"mood\":\"Fiery\"}");
        Assertions.assertThat(isRemix(SONG, NEW + 1)).isTrue();
        scene.must(ALICE, "Track", NEW + 1, "Update", "{%s}".formatted(remixOf(NEW)));
        Assertions.assertThat(isRemix(SONG, NEW + 1)).isFalse();
        scene.must(ALICE, "Track", NEW + 1, "Update", "{\"remix_of\":null}");
        Assertions.assertThat(isRemix(NEW, NEW + 1)).isFalse();
    }

    @Test
    void aParentThatIsGoneLaterDoesNotLockItsRemix() {
        assertThat(create(NEW, "," + remixOf(SONG))).isAccepted();
        scene.must(ALICE, "Track", SONG, "Delete", "");
        scene.must(ALICE, "Track", NEW, "Update", "{\"mood\":\"Fiery\",%s}".formatted(remixOf(SONG)));
        assertThat(create(NEW + 1, "," + remixOf(SONG))).isRejected(Rejection.TRACK_UNKNOWN);
    }

    @Test
    void hiddenTracksAreRemixedByTheirArtistOnly() {
        scene.must(ALICE, "Track", SONG, "Update", "{\"is_unlisted\":true}");
        var remix = "{\"title\":\"Re\",\"genre\":\"Rock\",%s}".formatted(remixOf(SONG));
        assertThat(scene.act(BOB, "Track", NEW, "Create", remix)).isRejected(Rejection.NOT_PUBLIC);
        assertThat(scene.act(ALICE, "Track", NEW, "Create", remix)).isAccepted();
    }

    @Test
    void aTrackIsNotMadeFromItself() {
        assertThat(update("{%s}".formatted(remixOf(SONG)))).isRejected(Rejection.METADATA_INVALID);
        assertThat(update("{%s}".formatted(stemOf(SONG)))).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void stemsBelongToATrackOfTheSameArtist() {
        assertThat(scene.act(
                        BOB, "Track", NEW, "Create", "{\"title\":\"B\",\"genre\":\"Rock\",%s}".formatted(stemOf(SONG))))
                .isRejected(Rejection.NOT_OWNER);
        scene.must(BOB, "Track", NEW + 2, "Create", "{\"title\":\"B\",\"genre\":\"Rock\",%s}".formatted(remixOf(SONG)));
        assertThat(scene.act(BOB, "Track", NEW + 2, "Update", "{%s}".formatted(stemOf(SONG))))
                .isRejected(Rejection.NOT_OWNER);
        assertThat(create(NEW, "," + stemOf(SONG))).isAccepted();
        var stem = requireNonNull(scene.row(new Key.StemKey(NEW)));
        Assertions.assertThat(stem.parentTrackId()).isEqualTo(SONG);
        Assertions.assertThat(stem.category()).isEqualTo("BASS");
        assertThat(create(NEW + 1, "," + stemOf(NEW))).isRejected(Rejection.METADATA_INVALID);

        scene.must(ALICE, "Track", NEW, "Update", "{\"stem_of\":null}");
        Assertions.assertThat(scene.row(new Key.StemKey(NEW))).isNull();
        Assertions.assertThat(track(NEW).isListed()).isTrue();
    }

    @Test
    void onlyWhoAllowsItIsNamedAsTheModelOfAMachine() {
        var attributed = ",\"ai_attribution_user_id\":3000002";
        assertThat(create(NEW, attributed)).isRejected(Rejection.ATTRIBUTION_NOT_ALLOWED);
        assertThat(create(NEW, ",\"ai_attribution_user_id\":3000077")).isRejected(Rejection.ATTRIBUTION_NOT_ALLOWED);
        scene.must(BOB, "User", BOB, "Update", "{\"allow_ai_attribution\":true}");
        assertThat(create(NEW, attributed)).isAccepted();
        Assertions.assertThat(track(NEW).credits().aiAttributionUserId()).isEqualTo(BOB);

        scene.must(BOB, "User", BOB, "Update", "{\"allow_ai_attribution\":false}");
        scene.must(ALICE, "Track", NEW, "Update", "{\"ai_attribution_user_id\":3000002}");
        assertThat(create(NEW + 1, attributed)).isRejected(Rejection.ATTRIBUTION_NOT_ALLOWED);
    }

    @Test
    void whatALabelsAppDeliveredItAloneChanges() {
        var app = "0x00000000000000000000000000000000000000aa";
        var delivered =
                "{\"title\":\"D\",\"genre\":\"Rock\",\"ddex_app\":\"%s\",\"rights_controller\":{\"name\":\"L\"}}"
                        .formatted(app);
        assertThat(scene.act(ALICE, "Track", NEW, "Create", delivered)).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        scene.letAct(ALICE, app);
        assertThat(scene.act(ALICE, app, "Track", NEW, "Create", delivered)).isAccepted();
        assertThat(scene.act(ALICE, "Track", NEW, "Update", "{\"title\":\"x\"}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(scene.act(ALICE, "Track", NEW, "Delete", "")).isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(scene.act(ALICE, app, "Track", NEW, "Delete", "")).isAccepted();
        assertThat(update("{\"ddex_app\":\"%s\"}".formatted(app))).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void everyFieldOfTheClientsIsKept() {
        assertThat(create(
                        NEW,
                        ",\"is_custom_bpm\":true,\"is_custom_musical_key\":true,\"placement_hosts\":\"https://a,https://b\""
                                + ",\"allowed_api_keys\":[\"k\"],\"access_authorities\":[\"0x1\"]"
                                + ",\"cover_original_song_title\":\"T\",\"cover_original_artist\":\"A\""
                                + ",\"credits_splits\":\"s\",\"resource_contributors\":[{\"name\":\"R\"}]"
                                + ",\"indirect_resource_contributors\":[{}],\"rights_controller\":{\"name\":\"C\"}"
                                + ",\"ddex_release_ids\":{\"isrc\":\"I\"},\"artists\":[{\"name\":\"N\"}]"
                                + ",\"copyright_line\":{\"year\":\"2026\"},\"producer_copyright_line\":{\"text\":\"P\"}"
                                + ",\"parental_warning_type\":\"Explicit\""))
                .isAccepted();
        var track = track(NEW);
        Assertions.assertThat(track.audio().isCustomBpm() && track.audio().isCustomMusicalKey())
                .isTrue();
        Assertions.assertThat(track.audio().placementHosts()).isEqualTo("https://a,https://b");
        Assertions.assertThat(track.release().allowedApiKeys()).hasToString("[\"k\"]");
        Assertions.assertThat(track.release().accessAuthorities()).hasToString("[\"0x1\"]");
        Assertions.assertThat(track.credits().toString())
                .contains("=T,", "=A,", "=s,", "[{\"name\":\"R\"}]", "[{}]", "{\"name\":\"C\"}");
        Assertions.assertThat(track.ddex().toString())
                .contains("{\"isrc\":\"I\"}", "[{\"name\":\"N\"}]", "2026", "{\"text\":\"P\"}", "Explicit");
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
