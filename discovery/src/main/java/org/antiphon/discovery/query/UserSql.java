package org.antiphon.discovery.query;

/** The statements about users. */
final class UserSql {
    /** Index: users_pkey, user_counts_pkey, follows_pkey, tracks_of_owner, takedowns_pkey. What is down counts for nobody. */
    static final String BY_IDS = """
            SELECT to_jsonb(u)::text AS user, (to_jsonb(c) || jsonb_build_object('track_count', c.track_count - (
                    SELECT count(*) FROM (
                        SELECT t.track_id FROM tracks t
                        JOIN takedowns d ON d.content_type = 'track' AND d.content_id = t.track_id
                        WHERE t.owner_id = u.user_id AND t.is_public
                        UNION SELECT t.track_id FROM tracks t JOIN takedowns d ON d.cid = t.track_cid AND d.cid <> ''
                        WHERE t.owner_id = u.user_id AND t.is_public) AS down)))::text AS counts,
                EXISTS (SELECT FROM follows WHERE follower_id = :viewer AND followee_id = u.user_id) AS is_followed,
                EXISTS (SELECT FROM follows WHERE follower_id = u.user_id AND followee_id = :viewer) AS is_follower
            FROM unnest(:ids) WITH ORDINALITY AS wanted (id, position)
            JOIN users u ON u.user_id = wanted.id
            LEFT JOIN user_counts c ON c.user_id = u.user_id
            ORDER BY position
            """;

    /** Index: users_handle_key. */
    static final String ID_BY_HANDLE = "SELECT user_id FROM users WHERE handle = lower(:handle)";

    /** Index: users_wallet_key. */
    static final String ID_BY_WALLET = "SELECT user_id FROM users WHERE wallet = lower(:wallet)";

    /** Index: users_pkey. */
    static final String FIRST_UNUSED = """
            SELECT id FROM unnest(:ids) AS candidate (id)
            WHERE NOT EXISTS (SELECT FROM users WHERE user_id = id) LIMIT 1
            """;

    private UserSql() {}
}
