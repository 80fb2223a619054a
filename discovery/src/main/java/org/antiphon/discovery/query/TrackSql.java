package org.antiphon.discovery.query;

/** The statements about tracks. */
final class TrackSql {
    /** Index: takedowns_pkey, tracks_pkey, takedowns_of_blob. */
    static final String IS_TAKEN_DOWN = """
            SELECT EXISTS (SELECT FROM takedowns WHERE content_type = 'track' AND content_id = :id)
                OR EXISTS (SELECT FROM takedowns d JOIN tracks t ON t.track_cid = d.cid WHERE t.track_id = :id AND d.cid <> '')
            """;

    /** Index: tracks_pkey, track_counts_pkey, saves_pkey, reposts_pkey; saves_of_item and reposts_of_item with follows_pkey. */
    static final String BY_IDS = """
            SELECT to_jsonb(t)::text AS track, to_jsonb(c)::text AS counts,
                EXISTS (SELECT FROM saves WHERE user_id = :viewer AND item_type = 'track' AND item_id = t.track_id) AS is_saved,
                EXISTS (SELECT FROM reposts WHERE user_id = :viewer AND item_type = 'track' AND item_id = t.track_id) AS is_reposted,
                (SELECT jsonb_agg(a)::text FROM (
                    SELECT r.user_id, r.created_at FROM reposts r JOIN follows f ON f.follower_id = :viewer AND f.followee_id = r.user_id
                    WHERE r.item_type = 'track' AND r.item_id = t.track_id ORDER BY r.created_at DESC, r.user_id LIMIT 10) a
                ) AS followee_reposts,
                (SELECT jsonb_agg(a)::text FROM (
                    SELECT s.user_id, s.created_at FROM saves s JOIN follows f ON f.follower_id = :viewer AND f.followee_id = s.user_id
                    WHERE s.item_type = 'track' AND s.item_id = t.track_id ORDER BY s.created_at DESC, s.user_id LIMIT 10) a
                ) AS followee_saves,
                (SELECT jsonb_agg(jsonb_build_object('track_id', p.track_id, 'owner_id', p.owner_id,
                    'is_reposted', EXISTS (SELECT FROM reposts WHERE user_id = p.owner_id AND item_type = 'track' AND item_id = t.track_id),
                    'is_saved', EXISTS (SELECT FROM saves WHERE user_id = p.owner_id AND item_type = 'track' AND item_id = t.track_id)))::text
                 FROM jsonb_array_elements(t.remix_of -> 'tracks') AS parent
                 JOIN tracks p ON p.track_id = (parent ->> 'parent_track_id')::bigint AND NOT p.is_delete AND %2$s) AS parents
            FROM unnest(:ids) WITH ORDINALITY AS wanted (id, position)
            JOIN tracks t ON t.track_id = wanted.id
            LEFT JOIN track_counts c ON c.track_id = t.track_id
            WHERE NOT t.is_delete AND %1$s
            ORDER BY position
            """.formatted(isUp("t"), isUp("p"));

    /** Index: users_handle_key, track_routes_pkey. */
    static final String IDS_BY_PERMALINKS = """
            SELECT r.track_id FROM unnest(:handles, :slugs) WITH ORDINALITY AS wanted (handle, slug, position)
            JOIN users u ON u.handle = wanted.handle
            JOIN track_routes r ON r.owner_id = u.user_id AND r.slug = wanted.slug
            ORDER BY position
            """;

    /** Index: tracks_of_owner. */
    static final String IDS_OF_USER = """
            SELECT track_id FROM tracks t WHERE owner_id = :owner AND is_public AND %s
            ORDER BY release_date DESC, track_id DESC LIMIT :limit OFFSET :offset
            """.formatted(isUp("t"));

    /** Index: tracks_pkey. */
    static final String FIRST_UNUSED = """
            SELECT id FROM unnest(:ids) AS candidate (id)
            WHERE NOT EXISTS (SELECT FROM tracks WHERE track_id = id) LIMIT 1
            """;

    private TrackSql() {}

    /** Whether no arbitration has taken a track, or the same audio as another track, down, given the name of its table in the statement. */
    static String isUp(String track) {
        return """
                NOT EXISTS (SELECT FROM takedowns d WHERE d.content_type = 'track' AND d.content_id = %1$s.track_id)
                AND NOT EXISTS (SELECT FROM takedowns d WHERE d.cid = %1$s.track_cid AND d.cid <> '')
                """.formatted(track);
    }
}
