package org.antiphon.discovery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.antiphon.chain.BlockChange;
import org.antiphon.discovery.query.TrendingQueries.Ranked;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** What is kept for trending gives what the published formulas give from scratch, at any block and after any reorg. */
class TrendingEqualityTest {
    private static final List<String> GENRES = List.of("", "Rock", "Jazz", "Polka");

    /** Of each counter its table, its column, what it is counted by, and the rows. */
    private static final List<String> COUNTERS = List.of(
            "user_counts follower_count user_id followee_id follows",
            "user_counts followee_count user_id follower_id follows",
            "user_counts save_count user_id user_id saves",
            "user_counts repost_count user_id user_id reposts",
            "user_counts track_count user_id owner_id tracks WHERE is_public",
            "user_counts playlist_count user_id owner_id playlists WHERE is_public AND NOT is_album",
            "user_counts album_count user_id owner_id playlists WHERE is_public AND is_album",
            "track_counts save_count track_id item_id saves WHERE item_type = 'track'",
            "track_counts repost_count track_id item_id reposts WHERE item_type = 'track'",
            "playlist_counts save_count playlist_id item_id saves WHERE item_type <> 'track'",
            "playlist_counts repost_count playlist_id item_id reposts WHERE item_type <> 'track'");

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRankingEqualsItsFormulaAtAnyBlock(long seed) {
        follow(seed, "5000");
    }

    /** With so few likes everybody's are too many, so that karma is corrected when it is read. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void karmaThatIsKeptTooHighIsReadRight(long seed) {
        follow(seed, "2");
    }

    private static void follow(long seed, String exactLikes) {
        var random = new Random(seed);
        var life = new TrendingLife(seed);
        var scored = new TreeMap<String, Integer>();
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.texts("""
                    CREATE OR REPLACE FUNCTION trending_exact_likes() RETURNS integer LANGUAGE sql AS $$ SELECT %s $$
                    """.formatted(exactLikes));
            var history = life.begin(new History(seed));
            index.play(history.changes(), 1 + random.nextInt(30));
            compare(index, random, scored);
            for (int round = 0; round < 6; round++) {
                int known = history.changes().size();
                life.live(history, 1 + random.nextInt(40));
                index.play(history.changes().subList(known, history.changes().size()), 1 + random.nextInt(30));
                compare(index, random, scored);
                if (random.nextInt(2) == 0) {
                    history = reorg(index, life, random, history, seed * 100 + round);
                    compare(index, random, scored);
                }
            }
        }
        assertThat(scored).as("no ranking is empty all the time").doesNotContainValue(0);
    }

    private static History reorg(TestIndex index, TrendingLife life, Random random, History history, long seed) {
        int size = history.changes().size();
        int depth = 1 + random.nextInt(random.nextBoolean() ? 5 : size - 1);
        var fork = life.live(history.fork(depth, seed), random.nextInt(20));
        var changes = new ArrayList<BlockChange>(history.reverts(depth));
        changes.addAll(fork.changes().subList(size - depth, fork.changes().size()));
        index.play(changes, 1 + random.nextInt(10));
        return fork;
    }

    private static void compare(TestIndex index, Random random, Map<String, Integer> scored) {
        COUNTERS.forEach(
                counter -> assertThat(miscounted(index, counter)).as(counter).isEmpty());
        var oracle = new TrendingOracle(index);
        for (var window : TrendingWindow.values()) {
            for (var strategy : TrackStrategy.values()) {
                for (var genre : GENRES) {
                    var name = "%s %s '%s'".formatted(strategy, window, genre);
                    var expected = oracle.tracks(strategy, window, genre);
                    equal(
                            name,
                            expected,
                            random,
                            scored,
                            page -> queries(index, page).ranking(strategy, window, genre, page));
                }
            }
            for (var strategy : PlaylistStrategy.values()) {
                for (boolean albums : new boolean[] {false, true}) {
                    if (strategy == PlaylistStrategy.PNAGD || !albums) {
                        var name = "playlists %s %s %s".formatted(strategy, window, albums);
                        var expected = oracle.playlists(strategy, window, albums);
                        equal(
                                name,
                                expected,
                                random,
                                scored,
                                page -> queries(index, page).playlists(strategy, window, albums, page));
                    }
                }
            }
        }
        for (var strategy : UndergroundStrategy.values()) {
            var expected = oracle.underground(strategy);
            equal(
                    "underground " + strategy,
                    expected,
                    random,
                    scored,
                    page -> queries(index, page).underground(strategy, page));
        }
    }

    /** Whose counter is not what counting the rows gives, a missing one being 0. */
    private static List<String> miscounted(TestIndex index, String counter) {
        var parts = counter.split(" ", 5);
        return index.texts("""
                SELECT id FROM (SELECT %3$s AS id, %2$s AS kept FROM %1$s) c
                FULL JOIN (SELECT %4$s AS id, count(*) AS counted FROM %5$s GROUP BY 1) r USING (id)
                WHERE coalesce(kept, 0) <> coalesce(counted, 0)
                """.formatted((Object[]) parts));
    }

    private static TrendingQueries queries(TestIndex index, Page page) {
        var tracks = new TrackQueries(index.database(), new UserQueries(index.database()));
        return page.limit() > 100
                ? new TrendingQueries(index.database(), tracks)
                : new TrendingQueries(index.database(), tracks, 1, 1);
    }

    private interface Answers {
        Flux<Ranked> of(Page page);
    }

    /** The whole ranking, and a page of it that begins with as few candidates as can be. */
    private static void equal(
            String name, List<Ranked> expected, Random random, Map<String, Integer> scored, Answers answers) {
        int positive = (int) expected.stream().filter(each -> each.score() > 0).count();
        scored.merge(name, name.contains("Polka") ? 1 : positive, Integer::sum);
        assertThat(list(answers.of(new Page(1000, 0)))).as(name).containsExactlyElementsOf(expected);
        var page = new Page(1 + random.nextInt(5), random.nextInt(12));
        int from = Math.min(expected.size(), (int) page.offset());
        assertThat(list(answers.of(page)))
                .as("%s %s", name, page)
                .containsExactlyElementsOf(expected.subList(from, Math.min(expected.size(), from + page.probe())));
    }

    private static List<Ranked> list(Flux<Ranked> ranked) {
        return ranked.collectList().blockOptional(Duration.ofMinutes(1)).orElseThrow();
    }
}
