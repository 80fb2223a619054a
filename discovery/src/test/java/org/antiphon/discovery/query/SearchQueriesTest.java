package org.antiphon.discovery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.antiphon.discovery.store.Statements;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueriesTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long LUNA = 3_000_001;
    private static final long MARS = 3_000_002;

    private static final String[] WORDS = {"midnight"};
    private static final String[] NONE = {};
    private static final Object[] TRACK_PARAMETERS = {WORDS, "midnight", NONE, NONE, false, 10, 0L};

    /** Twenty thousand tracks and users with words of their own beside the one of each. */
    private static final String COPIES = """
            WITH copied_users AS (
                INSERT INTO users (user_id, wallet, handle, name, is_verified, is_deactivated, created_at, updated_at, block_number)
                SELECT user_id + n, 'w' || n, 'h' || n, md5(n::text), false, false, created_at, updated_at, block_number
                FROM users, generate_series(1, 20000) n RETURNING user_id)
            INSERT INTO tracks (track_id, owner_id, slug, title, genre, comments_disabled, is_owned_by_user, duration,
                audio_analysis_error_count, is_unlisted, is_scheduled_release, release_date, is_stream_gated, is_download_gated,
                is_downloadable, is_original_available, is_delete, created_at, updated_at, block_number)
            SELECT track_id + n, owner_id + n, slug, md5(n::text), genre, comments_disabled, is_owned_by_user, duration,
                audio_analysis_error_count, is_unlisted, is_scheduled_release, release_date, is_stream_gated, is_download_gated,
                is_downloadable, is_original_available, is_delete, created_at, updated_at, block_number
            FROM tracks, generate_series(1, 20000) n RETURNING track_id
            """;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static TestIndex index;
    private static SearchQueries search;

    @BeforeAll
    static void publish() {
        index = new TestIndex(postgres.databaseConfig());
        index.play(new History(1)
                .user(LUNA, "lunawave", "{\"handle\":\"lunawave\",\"name\":\"Luna Wave\"}")
                .user(MARS, "mars", "{\"handle\":\"mars\",\"name\":\"Mars Patrol\"}")
                .user(3_000_003, "gone", "{\"handle\":\"gone\",\"name\":\"Luna Gone\",\"is_deactivated\":true}")
                .track(LUNA, 2_000_001, "Midnight Antiphony")
                .track(LUNA, 2_000_002, "Midnight Antiphony (Extended Mix)")
                .track(MARS, 2_000_003, "Ocean", "Jazz", ",\"tags\":\"calm,midnight\",\"is_downloadable\":true")
                .track(MARS, 2_000_004, "Hidden Midnight", "Rock", ",\"is_unlisted\":true")
                .track(MARS, 2_000_005, "Deleted Midnight")
                .act(MARS, "Track", 2_000_005, "Delete")
                .act(MARS, "Track", 2_000_002, "Repost")
                .block()
                .plays(History.GENESIS, 2_000_003, 2_000_003, 2_000_002)
                .block());
        var users = new UserQueries(index.database());
        search = new SearchQueries(index.database(), new TrackQueries(index.database(), users), users);
    }

    @AfterAll
    static void close() {
        index.close();
    }

    private static List<Long> tracks(TrackSearch wanted) {
        return Objects.requireNonNull(search.tracks(wanted, new Page(10, 0), 0).block(LIMIT)).items().stream()
                .map(view -> view.track().trackId())
                .toList();
    }

    private static List<Long> tracks(String query) {
        return tracks(new TrackSearch(query, List.of(), List.of(), false, SearchOrder.RELEVANT));
    }

    private static List<String> users(String query) {
        return Objects.requireNonNull(search.users(query, new Page(10, 0), 0).block(LIMIT)).items().stream()
                .map(view -> view.user().handle())
                .toList();
    }

    @Test
    void theExactTitleComesBeforeALongerOneWithMoreReposts() {
        assertThat(tracks("midnight antiphony")).startsWith(2_000_001L, 2_000_002L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "midnigt antiphony",
                "MIDNIGHT antifony",
                "midnight antiphny",
                "antiphony luna",
                "luna wave midnight"
            })
    void misspelledAndMixedWordsFindTheTrack(String query) {
        assertThat(tracks(query)).contains(2_000_001L).doesNotContain(2_000_003L);
    }

    @Test
    void tagsFindATrackAfterTitles() {
        assertThat(tracks("midnight")).containsExactly(2_000_001L, 2_000_002L, 2_000_003L);
    }

    @Test
    void unlistedAndDeletedTracksAreNotFound() {
        assertThat(tracks("hidden midnight")).doesNotContain(2_000_004L);
        assertThat(tracks("deleted midnight")).doesNotContain(2_000_005L);
    }

    @ParameterizedTest
    @CsvSource({"lunawave, lunawave", "luna wav, lunawave", "mars patrl, mars", "MARS, mars"})
    void usersAreFoundByHandleAndName(String query, String handle) {
        assertThat(users(query)).containsExactly(handle);
    }

    @Test
    void filtersNarrowTheTracks() {
        assertThat(tracks(new TrackSearch("", List.of("Jazz"), List.of(), false, SearchOrder.RELEVANT)))
                .containsExactly(2_000_003L);
        assertThat(tracks(new TrackSearch("midnight", List.of(), List.of(), true, SearchOrder.RELEVANT)))
                .containsExactly(2_000_003L);
        assertThat(tracks(new TrackSearch("midnight", List.of(), List.of("Fiery"), false, SearchOrder.RELEVANT)))
                .isEmpty();
    }

    @Test
    void anEmptyTextListsEverythingInTheOrderAskedFor() {
        assertThat(tracks(new TrackSearch("", List.of(), List.of(), false, SearchOrder.POPULAR)))
                .containsExactly(2_000_003L, 2_000_002L, 2_000_001L);
        assertThat(tracks(new TrackSearch(" ", List.of(), List.of(), false, SearchOrder.RECENT)))
                .containsExactly(2_000_003L, 2_000_002L, 2_000_001L);
        assertThat(users("")).containsExactlyInAnyOrder("lunawave", "mars");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "%", "'; DROP TABLE users; --", "\u0000", "zzzzzzzzz"})
    void textsWithoutWordsOrWithoutHitsFindNothing(String query) {
        assertThat(tracks(query)).allMatch(id -> query.equals("\u0000"));
    }

    @Test
    void searchReadsTheTrigramIndexes() {
        try (var large = new TestIndex(postgres.newDatabase())) {
            large.play(new History(1)
                    .user(LUNA, "lunawave")
                    .track(LUNA, 2_000_001, "Ocean")
                    .block());
            large.texts(COPIES);
            large.database().client().sql("ANALYZE").then().block(LIMIT);

            assertThat(plan(large, SearchSql.tracks(SearchOrder.RELEVANT, true), TRACK_PARAMETERS))
                    .contains("tracks_search_text", "users_search_text")
                    .doesNotContain("Seq Scan");
            assertThat(plan(large, SearchSql.USERS, new Object[] {WORDS, "midnight", 10, 0L}))
                    .contains("users_search_text");
        }
    }

    private static String plan(TestIndex index, String sql, Object[] parameters) {
        return index.database()
                .<String>transaction(connection -> {
                    var statements = new Statements(connection);
                    return statements
                            .run(SearchSql.SETTINGS)
                            .thenMany(statements.query(
                                    "EXPLAIN " + sql,
                                    row -> Objects.requireNonNull(row.get(0, String.class)),
                                    parameters))
                            .collect(Collectors.joining("\n"));
                })
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
