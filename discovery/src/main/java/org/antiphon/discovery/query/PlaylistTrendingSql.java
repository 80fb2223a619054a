package org.antiphon.discovery.query;

/**
 * The trending of playlists, by the formulas Audius published: those of the tracks with 1 in place of the plays, and with
 * a karma of 1 where nobody liked the playlist whose likes count. In both a playlist has at least three tracks.
 *
 * <p>pnagD knows no age, and no minimum of followers; in a window, only likes in it count for the karma. EJ57D ranks the
 * thirty playlists with the most saves in the window, whose owners follow fewer than 1000 others.
 *
 * <p>Index: trending_bounds_best_of_section for the candidates, their primary keys for the rest; saves_of_playlist and
 * reposts_of_playlist for the karma of a window.
 */
final class PlaylistTrendingSql {
    private static final String TYPES = "<> 'track'";
    private static final String ID = "p.playlist_id";

    private static final String WINDOWED = """
            (1 + 50 * coalesce(i.reposts_%1$s, 0) + coalesce(i.saves_%1$s, 0)
                + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0))::float8
            """;

    private static final String ALL_TIME =
            "(1 + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0))::float8";

    private static final String ITEMS = """
            JOIN playlists p ON p.playlist_id = b.item_id
                AND NOT EXISTS (SELECT FROM takedowns d WHERE d.content_type = 'album' AND d.content_id = p.playlist_id)
            JOIN users u ON u.user_id = p.owner_id AND NOT u.is_deactivated
            LEFT JOIN user_counts o ON o.user_id = p.owner_id
            """;

    private static final String COUNTERS = """
            LEFT JOIN playlist_counts c ON c.playlist_id = p.playlist_id
            LEFT JOIN trending_items i ON i.item_type = 'playlist' AND i.item_id = p.playlist_id
            CROSS JOIN LATERAL (SELECT %s AS karma) k
            """.formatted(KarmaSql.EXACT.formatted(TYPES, ID));

    private static final String PNAGD = """
            WITH clock AS MATERIALIZED (SELECT * FROM trending_clock),
            candidates AS MATERIALIZED (
                SELECT item_id, bound FROM trending_bounds WHERE ranking = 'playlists.%1$s' AND section = :section
                ORDER BY bound DESC, item_id DESC LIMIT :depth),
            floor AS MATERIALIZED (SELECT min(bound) AS bound FROM candidates HAVING count(*) = :depth),
            page AS MATERIALIZED (
                SELECT p.playlist_id AS item_id, %2$s AS score FROM candidates b CROSS JOIN clock %3$s %4$s
                ORDER BY score DESC, item_id DESC LIMIT :needed),
            settled AS (
                SELECT NOT EXISTS (SELECT FROM floor) OR (
                    SELECT count(*) = :needed AND min(score) > power(2::float8, (SELECT bound FROM floor)) FROM page)
                AS is_settled)
            SELECT is_settled, item_id, score
            FROM settled LEFT JOIN (SELECT * FROM page ORDER BY score DESC, item_id DESC OFFSET :offset) r ON true
            ORDER BY score DESC, item_id DESC
            """;

    private static final String EJ57D = """
            WITH clock AS MATERIALIZED (SELECT * FROM trending_clock),
            pool AS MATERIALIZED (
                SELECT b.item_id FROM trending_bounds b %3$s
                WHERE b.ranking = 'playlists.saves.%1$s' AND b.section = :section AND coalesce(o.followee_count, 0) < 1000
                ORDER BY b.bound DESC, b.item_id DESC LIMIT 30)
            SELECT true AS is_settled, p.playlist_id AS item_id,
                CASE WHEN coalesce(o.follower_count, 0) < 3 THEN 0 ELSE %2$s END AS score
            FROM pool b CROSS JOIN clock %3$s %4$s
            ORDER BY score DESC, item_id DESC LIMIT :needed - :offset OFFSET :offset
            """;

    private PlaylistTrendingSql() {}

    static String playlists(PlaylistStrategy strategy, TrendingWindow asked) {
        return switch (strategy) {
            case PNAGD -> PNAGD.formatted(asked.period(), pnagd(asked), ITEMS, COUNTERS);
            case EJ57D -> {
                var window = asked == TrendingWindow.YEAR ? TrendingWindow.ALL_TIME : asked;
                yield EJ57D.formatted(window.period(), ej57d(window), ITEMS, COUNTERS);
            }
        };
    }

    private static String pnagd(TrendingWindow window) {
        return window == TrendingWindow.ALL_TIME
                ? ALL_TIME + " * " + KarmaSql.orOne(TYPES, ID)
                : WINDOWED.formatted(window.period()) + " * "
                        + KarmaSql.recentOrOne(TYPES, ID, "clock.%s_from".formatted(window.period()));
    }

    private static String ej57d(TrendingWindow window) {
        return window == TrendingWindow.ALL_TIME
                ? ALL_TIME + " * " + KarmaSql.orOne(TYPES, ID)
                : WINDOWED.formatted(window.period()) + " * " + KarmaSql.orOne(TYPES, ID)
                        + " * trending_decay(trending_age(p.created_at, clock.now), %d, 1e5)".formatted(window.days());
    }
}
