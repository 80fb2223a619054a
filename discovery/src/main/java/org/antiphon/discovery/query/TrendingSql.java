package org.antiphon.discovery.query;

/**
 * The trending score, as published by Audius under the name pnagD.
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
 * the track, once for each. Age is in whole days since the later of creation and release; a release in the future does
 * not count. Plays are kept by the hour: a window begins with the hour in which it begins.
 *
 * <p>Index: track_plays_by_hour, reposts_by_time, saves_by_time for the windows; primary keys of the counters.
 */
final class TrendingSql {
    private static final String WINDOWED = """
            (coalesce(l.plays, 0) + 50 * coalesce(r.reposts, 0) + coalesce(s.saves, 0)
                + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0))::float8 * k.karma
            * CASE WHEN a.age <= :days THEN 1
                   ELSE greatest(1e-5::float8, power(1e5::float8, greatest(-10::float8, 1 - a.age::float8 / :days))) END
            """;

    private static final String ALL_TIME = """
            (coalesce(c.play_count, 0) + 0.25 * coalesce(c.repost_count, 0) + 0.01 * coalesce(c.save_count, 0))::float8
            * k.karma
            """;

    private static final String RANKING = """
            WITH clock AS MATERIALIZED (SELECT %1$s AS now, %1$s - make_interval(days => :days) AS since),
            listens AS (
                SELECT track_id, sum(plays) AS plays FROM track_plays_hourly
                WHERE hour > (SELECT since FROM clock) - interval '1 hour' AND hour <= (SELECT now FROM clock)
                GROUP BY track_id),
            recent_reposts AS (
                SELECT item_id, count(*) AS reposts FROM reposts
                WHERE item_type = 'track' AND created_at > (SELECT since FROM clock) GROUP BY item_id),
            recent_saves AS (
                SELECT item_id, count(*) AS saves FROM saves
                WHERE item_type = 'track' AND created_at > (SELECT since FROM clock) GROUP BY item_id),
            karma AS (
                SELECT item_id, sum(follower_count)::float8 AS karma
                FROM (SELECT item_id, user_id FROM saves WHERE item_type = 'track'
                      UNION ALL SELECT item_id, user_id FROM reposts WHERE item_type = 'track') liked
                JOIN users USING (user_id) JOIN user_counts USING (user_id)
                WHERE bio IS NOT NULL AND profile_picture_sizes IS NOT NULL AND cover_photo_sizes IS NOT NULL
                GROUP BY item_id)
            SELECT t.track_id, CASE WHEN coalesce(o.follower_count, 0) < 3 OR k.karma IS NULL THEN 0 ELSE %2$s END AS score
            FROM tracks t
            CROSS JOIN clock
            JOIN users u ON u.user_id = t.owner_id AND NOT u.is_deactivated
            CROSS JOIN LATERAL (SELECT extract(day FROM now - CASE WHEN t.release_date > now THEN t.created_at
                ELSE greatest(t.release_date, t.created_at) END) AS age) a
            LEFT JOIN user_counts o ON o.user_id = t.owner_id
            LEFT JOIN track_counts c ON c.track_id = t.track_id
            LEFT JOIN karma k ON k.item_id = t.track_id
            LEFT JOIN listens l ON l.track_id = t.track_id
            LEFT JOIN recent_reposts r ON r.item_id = t.track_id
            LEFT JOIN recent_saves s ON s.item_id = t.track_id
            WHERE t.is_public AND %3$s AND (:genre = '' OR t.genre = :genre)
            ORDER BY score DESC, t.track_id DESC LIMIT :limit OFFSET :offset
            """;

    private TrendingSql() {}

    static String ranking(TrendingWindow window, DatabaseClock clock) {
        return RANKING.formatted(
                clock.expression(), window == TrendingWindow.ALL_TIME ? ALL_TIME : WINDOWED, TrackSql.isUp("t"));
    }
}
