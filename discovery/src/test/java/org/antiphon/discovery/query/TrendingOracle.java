package org.antiphon.discovery.query;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.antiphon.discovery.testing.TestIndex;

/** The published trending formulas, evaluated from scratch over what users did; knows nothing of what is kept for them. */
final class TrendingOracle {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String FACTS = """
            WITH clock AS (SELECT block_time AS now, block_time - interval '7 days' AS week,
                block_time - interval '1 month' AS month, block_time - interval '1 year' AS year, '-infinity'::timestamptz AS "all"
                FROM blocks WHERE chain = 'data' ORDER BY number DESC LIMIT 1),
            people AS (
                SELECT u.*, (SELECT count(*) FROM follows WHERE followee_id = user_id) AS followers,
                    (SELECT count(*) FROM follows, clock WHERE followee_id = user_id AND created_at < now - interval '7 days')
                        AS old_followers,
                    (SELECT count(*) FROM follows WHERE follower_id = user_id) AS following,
                    bio IS NOT NULL AND cover_photo_sizes IS NOT NULL AND profile_picture_sizes IS NOT NULL AS qualified
                FROM users u),
            liked AS (
                SELECT 'save' AS sort, user_id, item_type = 'track' AS is_track, item_id, created_at FROM saves
                UNION ALL SELECT 'repost', user_id, item_type = 'track', item_id, created_at FROM reposts),
            songs AS (
                SELECT t.*, p.followers, p.old_followers, p.following, p.is_verified,
                    (SELECT sum(l.followers) FROM (SELECT liked.*, followers FROM liked JOIN people USING (user_id) WHERE qualified) l
                        WHERE is_track AND item_id = track_id) AS karma,
                    coalesce((SELECT play_count FROM track_counts c WHERE c.track_id = t.track_id), 0) AS plays,
                    (SELECT count(*) FROM liked WHERE is_track AND item_id = track_id AND sort = 'repost') AS reposts,
                    (SELECT count(*) FROM liked WHERE is_track AND item_id = track_id AND sort = 'save') AS saves,
                    (SELECT coalesce(sum(h.plays), 0) FROM track_plays_hourly h, clock
                        WHERE h.track_id = t.track_id AND hour > "%1$s" - interval '1 hour') AS plays_w,
                    (SELECT count(*) FROM liked l, clock WHERE is_track AND item_id = track_id AND sort = 'repost'
                        AND l.created_at > "%1$s") AS reposts_w,
                    (SELECT count(*) FROM liked l, clock WHERE is_track AND item_id = track_id AND sort = 'save'
                        AND l.created_at > "%1$s") AS saves_w
                FROM tracks t JOIN people p ON p.user_id = owner_id
                WHERE NOT t.is_delete AND NOT t.is_unlisted AND t.stem_of IS NULL AND NOT p.is_deactivated),
            lists AS (
                SELECT t.*, p.followers, p.following,
                    (SELECT sum(l.followers) FROM (SELECT liked.*, followers FROM liked JOIN people USING (user_id) WHERE qualified) l
                        WHERE NOT is_track AND item_id = playlist_id) AS karma,
                    (SELECT sum(l.followers) FROM (SELECT liked.*, followers FROM liked JOIN people USING (user_id) WHERE qualified) l,
                        clock WHERE NOT is_track AND item_id = playlist_id AND l.created_at > "%1$s") AS karma_w,
                    (SELECT count(*) FROM liked WHERE NOT is_track AND item_id = playlist_id AND sort = 'repost') AS reposts,
                    (SELECT count(*) FROM liked WHERE NOT is_track AND item_id = playlist_id AND sort = 'save') AS saves,
                    (SELECT count(*) FROM liked l, clock WHERE NOT is_track AND item_id = playlist_id AND sort = 'repost'
                        AND l.created_at > "%1$s") AS reposts_w,
                    (SELECT count(*) FROM liked l, clock WHERE NOT is_track AND item_id = playlist_id AND sort = 'save'
                        AND l.created_at > "%1$s") AS saves_w
                FROM playlists t JOIN people p ON p.user_id = owner_id
                WHERE NOT t.is_delete AND NOT t.is_private AND NOT p.is_deactivated
                    AND (SELECT count(DISTINCT e ->> 'track_id') FROM jsonb_array_elements(playlist_contents) e) >= 3)
            """;

    private static final String AGE = "extract(day FROM now - %s)::float8";
    private static final String DECAY =
            "CASE WHEN %1$s <= %2$d THEN 1 ELSE greatest(1 / 1e5::float8, power(1e5::float8, greatest(-10, 1 - %1$s / %2$d))) END";

    private final TestIndex index;

    TrendingOracle(TestIndex index) {
        this.index = index;
    }

    List<TrendingQueries.Ranked> tracks(TrackStrategy strategy, TrendingWindow asked, String genre) {
        var window = strategy == TrackStrategy.EJ57D && asked == TrendingWindow.YEAR ? TrendingWindow.ALL_TIME : asked;
        var where = genre.isEmpty() ? "" : "WHERE genre = '%s'".formatted(genre);
        return rows(window, scored(strategy, window) + " SELECT track_id, score FROM scored " + where);
    }

    List<TrendingQueries.Ranked> underground(UndergroundStrategy strategy) {
        return strategy == UndergroundStrategy.NEWEST
                ? rows(TrendingWindow.WEEK, scored(TrackStrategy.PNAGD, TrendingWindow.WEEK) + """
                        SELECT track_id, score FROM scored WHERE followers < 1500 AND following < 1500
                        AND track_id NOT IN (SELECT track_id FROM scored ORDER BY score DESC, track_id DESC LIMIT 20)
                        """)
                : rows(TrendingWindow.WEEK, scored(TrackStrategy.EJ57D, TrendingWindow.WEEK) + """
                        SELECT track_id, CASE WHEN followers < 3 THEN 0 ELSE
                            (5 * plays_w + 50 * reposts_w + 1 * saves_w + 0.25 * reposts + 0.01 * saves + pen * followers)
                            * coalesce(karma, 1) * pen * CASE WHEN is_verified THEN 0.001 ELSE 1 END
                            * CASE WHEN age <= 7 THEN 1 ELSE greatest(1 / 30::float8, power(30::float8, 1 - age / 7)) END
                            END AS score
                        FROM scored, clock,
                            LATERAL (SELECT CASE WHEN followers < 750 THEN 1 ELSE greatest(
                                power(20::float8, 1 - ((1 / 750::float8) * (followers - 750) + 1)), 1 / 20::float8) END AS pen) p,
                            LATERAL (SELECT extract(day FROM now - created_at)::float8 AS age) a
                        WHERE created_at >= now - interval '21 days' AND old_followers < 1500 AND following < 1500 AND plays >= 50
                        AND track_id NOT IN (SELECT track_id FROM scored ORDER BY score DESC, track_id DESC LIMIT 10)
                        """);
    }

    List<TrendingQueries.Ranked> playlists(PlaylistStrategy strategy, TrendingWindow asked, boolean albums) {
        if (strategy == PlaylistStrategy.PNAGD) {
            var score = asked == TrendingWindow.ALL_TIME
                    ? "(1 + 0.25 * reposts + 0.01 * saves)::float8 * coalesce(karma, 1)::float8"
                    : "(1 + 50 * reposts_w + saves_w + 0.25 * reposts + 0.01 * saves)::float8 * coalesce(karma_w, 1)::float8";
            return rows(
                    asked, " SELECT playlist_id, %s AS score FROM lists WHERE is_album = %s".formatted(score, albums));
        }
        var window = asked == TrendingWindow.YEAR ? TrendingWindow.ALL_TIME : asked;
        var score = window == TrendingWindow.ALL_TIME
                ? "(1 + 0.25 * reposts + 0.01 * saves)::float8 * coalesce(karma, 1)::float8"
                : "(1 + 50 * reposts_w + saves_w + 0.25 * reposts + 0.01 * saves)::float8 * coalesce(karma, 1)::float8 * "
                        + DECAY.formatted(AGE.formatted("created_at"), window.days());
        return rows(window, """
                SELECT playlist_id, CASE WHEN followers < 3 THEN 0 ELSE %s END AS score
                FROM (SELECT * FROM lists WHERE NOT is_album AND following < 1000
                      ORDER BY saves_w DESC, playlist_id DESC LIMIT 30) pool, clock
                """.formatted(score));
    }

    private static String scored(TrackStrategy strategy, TrendingWindow window) {
        var age = AGE.formatted(
                strategy == TrackStrategy.EJ57D
                        ? "created_at"
                        : "CASE WHEN release_date > now THEN created_at ELSE greatest(release_date, created_at) END");
        var karma = strategy == TrackStrategy.ANLGE
                ? "(1 + log(1 + coalesce(karma, 0)::float8))"
                : "coalesce(karma, 0)::float8";
        var score = window == TrendingWindow.ALL_TIME
                ? "(plays + 0.25 * reposts + 0.01 * saves)::float8 * " + karma
                : "(plays_w + 50 * reposts_w + saves_w + 0.25 * reposts + 0.01 * saves)::float8 * " + karma + " * "
                        + DECAY.formatted(age, window.days());
        return ", scored AS (SELECT songs.*, CASE WHEN followers < 3 THEN 0 ELSE %s END AS score FROM songs, clock)"
                .formatted(score);
    }

    private List<TrendingQueries.Ranked> rows(TrendingWindow window, String select) {
        var sql = FACTS.formatted(window.period()) + select + " ORDER BY 2 DESC, 1 DESC";
        return index.database()
                .client()
                .sql(sql)
                .map(row -> new TrendingQueries.Ranked(
                        ((Number) Objects.requireNonNull(row.get(0))).longValue(),
                        ((Number) Objects.requireNonNull(row.get(1))).doubleValue()))
                .all()
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
