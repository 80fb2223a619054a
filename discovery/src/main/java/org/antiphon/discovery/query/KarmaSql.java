package org.antiphon.discovery.query;

/** The karma of an item {@code i} of {@code trending_items}. */
final class KarmaSql {
    /**
     * The karma itself: what is kept, without what some users are counted with too much. Of the types of the item among
     * saves and reposts, as a condition, and of its id.
     */
    static final String EXACT = """
            (coalesce(i.karma, 0) - coalesce((SELECT sum(l.surplus * (
                (SELECT count(*) FROM saves s WHERE s.user_id = l.user_id AND s.item_type %1$s AND s.item_id = %2$s)
                + (SELECT count(*) FROM reposts s WHERE s.user_id = l.user_id AND s.item_type %1$s AND s.item_id = %2$s)))
                FROM trending_likers l WHERE l.surplus <> 0), 0))
            """;

    private static final String LIKED = """
            SELECT FROM %1$s s JOIN users q ON q.user_id = s.user_id AND %3$s
            WHERE s.item_type %2$s AND s.item_id = %4$s
            """;

    private static final String QUALIFIED =
            "q.bio IS NOT NULL AND q.profile_picture_sizes IS NOT NULL AND q.cover_photo_sizes IS NOT NULL";

    private KarmaSql() {}

    /** The karma; 1 if nobody liked the item whose likes count. */
    static String orOne(String itemType, String id) {
        return "CASE WHEN k.karma = 0 AND NOT EXISTS (%s) AND NOT EXISTS (%s) THEN 1 ELSE k.karma::float8 END"
                .formatted(
                        LIKED.formatted("saves", itemType, QUALIFIED, id),
                        LIKED.formatted("reposts", itemType, QUALIFIED, id));
    }

    /** The karma of the likes since a time only; 1 if there are none that count. */
    static String recentOrOne(String itemType, String id, String since) {
        return """
                coalesce((SELECT sum(n.follower_count)::float8 FROM (
                    SELECT s.user_id FROM saves s WHERE s.item_type %1$s AND s.item_id = %2$s AND s.created_at > %3$s
                    UNION ALL
                    SELECT s.user_id FROM reposts s WHERE s.item_type %1$s AND s.item_id = %2$s AND s.created_at > %3$s) l
                    JOIN users q USING (user_id) JOIN user_counts n USING (user_id) WHERE %4$s), 1)
                """.formatted(itemType, id, since, QUALIFIED);
    }
}
