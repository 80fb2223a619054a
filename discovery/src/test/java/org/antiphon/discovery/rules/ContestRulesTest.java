package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.NOW;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.antiphon.discovery.model.ArtistEvent;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContestRulesTest {
    private static final long CONTEST = 77;
    private static final Instant END = NOW.plus(Duration.ofDays(7));

    private final Scene scene = Scene.populated();

    private Verdict create(long userId, long id, String fields) {
        return scene.act(
                userId,
                "Event",
                id,
                "Create",
                "{\"event_type\":\"remix_contest\",\"entity_type\":\"track\",\"entity_id\":%d,\"end_date\":\"%s\"%s}"
                        .formatted(SONG, END, fields));
    }

    private void mustStart() {
        assertThat(create(ALICE, CONTEST, ",\"event_data\":{\"prizes\":\"A hat\"}"))
                .isAccepted();
    }

    private Verdict act(long userId, String action, String metadata) {
        return scene.act(userId, "Event", CONTEST, action, metadata);
    }

    private Verdict moveEnd(Instant end) {
        return act(ALICE, "Update", "{\"end_date\":\"%s\"}".formatted(end));
    }

    private ArtistEvent contest() {
        return requireNonNull(scene.row(new Key.ArtistEventKey(CONTEST)));
    }

    @Test
    void anArtistCallsForRemixesOfATrack() {
        mustStart();
        Assertions.assertThat(contest().trackId()).isEqualTo(SONG);
        Assertions.assertThat(contest().endDate()).isEqualTo(END);
        Assertions.assertThat(contest().eventType()).isEqualTo("remix_contest");
        Assertions.assertThat(contest().eventData()).hasToString("{\"prizes\":\"A hat\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"event_type\":\"live_event\"",
                ",\"entity_type\":\"user\"",
                ",\"entity_id\":null",
                ",\"end_date\":null",
                ",\"end_date\":\"tomorrow\"",
                ",\"end_date\":1772971200",
                ",\"end_date\":\"2026-03-01T12:00:00Z\"",
                ",\"end_date\":\"2026-02-28T12:00:00Z\"",
                ",\"event_data\":[]"
            })
    void contestsWithWrongFieldsAreRejected(String fields) {
        assertThat(create(ALICE, CONTEST, fields)).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void aContestNeedsMetadataAndAFreeId() {
        assertThat(act(ALICE, "Create", "")).isRejected(Rejection.METADATA_INVALID);
        assertThat(create(ALICE, 0, "")).isRejected(Rejection.ID_INVALID);
        assertThat(create(ALICE, 1L << 31, "")).isRejected(Rejection.ID_INVALID);
        mustStart();
        assertThat(create(ALICE, CONTEST, "")).isRejected(Rejection.ID_TAKEN);
    }

    @Test
    void theTrackIsTheArtistsOwnAndNoRemix() {
        assertThat(create(BOB, CONTEST, "")).isRejected(Rejection.NOT_OWNER);
        assertThat(create(ALICE, CONTEST, ",\"entity_id\":2000077")).isRejected(Rejection.TRACK_UNKNOWN);
        scene.must(
                BOB,
                "Track",
                SONG + 1,
                "Create",
                "{\"title\":\"R\",\"genre\":\"Rock\",\"remix_of\":{\"tracks\":[{\"parent_track_id\":2000001}]}}");
        assertThat(create(BOB, CONTEST, ",\"entity_id\":2000002")).isRejected(Rejection.METADATA_INVALID);
        scene.must(ALICE, "Track", SONG, "Delete", "");
        assertThat(create(ALICE, CONTEST, "")).isRejected(Rejection.TRACK_UNKNOWN);
    }

    @Test
    void aTrackHasOneContestAtATime() {
        mustStart();
        assertThat(create(ALICE, CONTEST + 1, "")).isRejected(Rejection.LIMIT_REACHED);
        assertThat(act(ALICE, "Delete", "")).isAccepted();
        assertThat(create(ALICE, CONTEST + 1, "")).isAccepted();
        scene.at(END);
        assertThat(create(ALICE, CONTEST + 2, ",\"end_date\":\"%s\"".formatted(END.plusSeconds(1))))
                .isAccepted();
    }

    @Test
    void theEndMovesOnlyLaterAndOnlyBeforeItIsReached() {
        mustStart();
        assertThat(moveEnd(END.minusSeconds(1))).isRejected(Rejection.METADATA_INVALID);
        assertThat(moveEnd(END)).isAccepted();
        assertThat(moveEnd(END.plusSeconds(1))).isAccepted();
        Assertions.assertThat(contest().endDate()).isEqualTo(END.plusSeconds(1));
        scene.at(END.plusSeconds(1));
        assertThat(moveEnd(END.plusSeconds(2))).isRejected(Rejection.METADATA_INVALID);
        assertThat(act(ALICE, "Update", "{\"event_data\":{\"winners\":[2000002]}}"))
                .isAccepted();
        Assertions.assertThat(contest().eventData()).hasToString("{\"winners\":[2000002]}");
        Assertions.assertThat(contest().endDate()).isEqualTo(END.plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Update", "Delete"})
    void onlyWhoStartedAContestChangesItAndOnlyOnceItIsThere(String action) {
        assertThat(act(ALICE, action, "{}")).isRejected(Rejection.CONTEST_UNKNOWN);
        mustStart();
        assertThat(act(BOB, action, "{}")).isRejected(Rejection.NOT_OWNER);
        assertThat(scene.act(ALICE, Scene.wallet(BOB), "Event", CONTEST, action, "{}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(act(ALICE, "Delete", "")).isAccepted();
        Assertions.assertThat(contest().isDelete()).isTrue();
        assertThat(act(ALICE, action, "{}")).isRejected(Rejection.CONTEST_UNKNOWN);
    }

    @Test
    void anUpdateNeedsMetadata() {
        mustStart();
        assertThat(act(ALICE, "Update", "")).isRejected(Rejection.METADATA_INVALID);
    }
}
