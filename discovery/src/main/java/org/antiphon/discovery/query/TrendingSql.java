package org.antiphon.discovery.query;

/**
 * The trending of tracks, by the formulas Audius published.
 *
 * <pre>
 * N = 1, F = 50, O = 1, R = 0.25, i = 0.01, q = 100000, y = 3; T = 7, 30, 365 days
 * score = 0                                                     when the artist has fewer than y followers
 * base  = (N plays in T + F reposts in T + O saves in T + R reposts + i saves) * karma
 * score = base                                                  when age &lt;= T
 *       = base * max(1/q, q^max(-10, 1 - age/T))                afterwards
 * score = (N plays + R reposts + i saves) * karma               for all time, without decay
 * </pre>
 *
 * Karma is the sum of the followers of everybody with a bio, a profile picture and a cover photo who saved or reposted
 * the track, once for each; AnlGe has 1 + log10(1 + karma) in its place. Age is in whole days. Plays are kept by the
 * hour: a window begins with the hour in which it begins. Now is the time of the last block applied.
 *
 * <p>Only so many candidates are scored, those with the highest bounds. {@code is_settled} tells that none of the others
 * can have a place among what was asked for.
 *
 * <p>Index: trending_bounds_best, trending_bounds_best_of_section for the candidates, their primary keys for the rest.
 */
final class TrendingSql {
    /** Of a table {@code t} of tracks and the counters {@code i} and {@code c} of each. */
    private static final String WINDOWED = """
            (coalesce(i.plays_%1$s, 0) + 50 * coalesce(i.reposts_%1$s, 0) + coalesce(i.saves_%1$s, 0)
                + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0))::float8 * %2$s
            * trending_decay(trending_age(%3$s, clock.now), %4$d, 1e5)
            """;

    private static final String ALL_TIME = """
            (coalesce(c.play_count, 0) + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0))::float8 * %s
            """;

    private static final String UNDERGROUND = """
            (5 * coalesce(i.plays_week, 0) + 50 * coalesce(i.reposts_week, 0) + coalesce(i.saves_week, 0)
                + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0) + pen * o.follower_count)::float8
            * %s * pen * CASE WHEN u.is_verified THEN 0.001 ELSE 1 END
            * trending_decay(trending_age(t.created_at, clock.now), 7, 30)
            """.formatted(KarmaSql.orOne("= 'track'", "t.track_id"));

    private static final String RANKED = """
            %1$s_candidates AS MATERIALIZED (
                SELECT item_id, bound FROM trending_bounds WHERE ranking = '%2$s' AND %3$s
                ORDER BY bound DESC, item_id DESC LIMIT :depth),
            %1$s_floor AS MATERIALIZED (SELECT min(bound) AS bound FROM %1$s_candidates HAVING count(*) = :depth),
            %1$s AS MATERIALIZED (
                SELECT *, row_number() OVER (ORDER BY score DESC, track_id DESC) AS place FROM (
                    SELECT t.track_id, t.owner_id, CASE WHEN coalesce(o.follower_count, 0) < 3 THEN 0 ELSE %4$s END AS score
                    FROM %1$s_candidates b CROSS JOIN clock
                    JOIN tracks t ON t.track_id = b.item_id AND t.is_public AND %5$s
                    JOIN users u ON u.user_id = t.owner_id AND NOT u.is_deactivated
                    LEFT JOIN user_counts o ON o.user_id = t.owner_id
                    CROSS JOIN LATERAL (
                        SELECT CASE WHEN o.follower_count < 750 THEN 1 ELSE greatest(1 / 20::float8,
                            power(20::float8, 1 - (1 / 750::float8 * (o.follower_count - 750) + 1))) END AS pen) p
                    LEFT JOIN track_counts c ON c.track_id = t.track_id
                    LEFT JOIN trending_items i ON i.item_type = 'track' AND i.item_id = t.track_id
                    CROSS JOIN LATERAL (SELECT %6$s AS karma) k
                    WHERE %7$s
                    UNION ALL %8$s) scores)
            """;

    /** The tracks that have no bound have no score; they come last, and are read only when all others were. */
    private static final String UNSCORED = """
            (SELECT t.track_id, t.owner_id, 0 FROM tracks t
                JOIN users u ON u.user_id = t.owner_id AND NOT u.is_deactivated
                WHERE t.is_public AND %5$s AND NOT EXISTS (SELECT FROM %1$s_floor) AND %3$s
                AND NOT EXISTS (SELECT FROM trending_bounds b WHERE b.item_id = t.track_id AND b.ranking = '%2$s')
                ORDER BY t.track_id DESC LIMIT %4$s)
            """;

    private static final String NOTHING = "SELECT 0, 0, 0 WHERE false";

    private static final String PAGE = """
            WITH clock AS MATERIALIZED (SELECT now FROM trending_clock),
            %1$s,
            page AS MATERIALIZED (%2$s ORDER BY r.score DESC, r.track_id DESC LIMIT :needed),
            settled AS (
                SELECT NOT EXISTS (SELECT FROM ranked_floor) OR (
                    SELECT count(*) = :needed AND min(score) > power(2::float8, (SELECT bound FROM ranked_floor)) FROM page)
                AS is_settled)
            SELECT is_settled AND %3$s AS is_settled, item_id, score
            FROM settled LEFT JOIN (SELECT track_id AS item_id, score FROM page
                                    ORDER BY score DESC, track_id DESC OFFSET :offset) r ON true
            ORDER BY score DESC, item_id DESC
            """;

    private static final String IS_NOT_KNOWN = """
            JOIN user_counts o ON o.user_id = r.owner_id AND o.follower_count < 1500 AND o.followee_count < 1500
            """;

    /** Followers of less than a week do not make an artist known. */
    private static final String IS_UNDERGROUND = """
            t.created_at >= clock.now - interval '504 hours' AND c.play_count >= 50 AND o.followee_count < 1500
            AND o.follower_count - CASE WHEN o.follower_count < 1500 THEN 0 ELSE (
                SELECT count(*) FROM follows f
                WHERE f.followee_id = t.owner_id AND f.created_at >= clock.now - interval '168 hours') END < 1500
            """;

    private TrendingSql() {}

    static String tracks(TrackStrategy strategy, TrendingWindow window, boolean ofGenre) {
        return page(ranked("ranked", strategy, window, ofGenre, ":needed"), "SELECT r.* FROM ranked r", "true");
    }

    static String underground(UndergroundStrategy strategy) {
        return switch (strategy) {
            case NEWEST ->
                page(
                        ranked("ranked", TrackStrategy.PNAGD, TrendingWindow.WEEK, false, "ALL"),
                        "SELECT r.* FROM ranked r " + IS_NOT_KNOWN + " WHERE r.place > 20",
                        "true");
            case EJ57D ->
                page(
                        ranked("weekly", TrackStrategy.EJ57D, TrendingWindow.WEEK, false, "10") + ", "
                                + ranked("ranked", "underground", "true", UNDERGROUND, IS_UNDERGROUND, NOTHING),
                        "SELECT r.* FROM ranked r"
                                + " WHERE NOT EXISTS (SELECT FROM weekly w WHERE w.track_id = r.track_id AND w.place <= 10)",
                        """
                        (NOT EXISTS (SELECT FROM weekly_floor) OR coalesce(
                            (SELECT score FROM weekly WHERE place = 10) > power(2::float8, (SELECT bound FROM weekly_floor)),
                            false))
                        """);
        };
    }

    private static String page(String ranked, String chosen, String settled) {
        return PAGE.formatted(ranked, chosen, settled);
    }

    private static String ranked(
            String name, TrackStrategy strategy, TrendingWindow asked, boolean ofGenre, String unscored) {
        var window = strategy.window(asked);
        var score = window == TrendingWindow.ALL_TIME
                ? ALL_TIME.formatted(strategy.factor())
                : WINDOWED.formatted(window.period(), strategy.factor(), strategy.birth(), window.days());
        var ranking = strategy.ranking(window);
        var rest =
                UNSCORED.formatted(name, ranking, ofGenre ? "t.genre = :genre" : "true", unscored, TrackSql.isUp("t"));
        return ranked(name, ranking, ofGenre ? "section = :genre" : "true", score, "true", rest);
    }

    private static String ranked(
            String name, String ranking, String section, String score, String filter, String rest) {
        return RANKED.formatted(
                name,
                ranking,
                section,
                score,
                TrackSql.isUp("t"),
                KarmaSql.EXACT.formatted("= 'track'", "t.track_id"),
                filter,
                rest);
    }
}
