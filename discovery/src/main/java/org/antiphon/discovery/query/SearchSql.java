package org.antiphon.discovery.query;

/**
 * Search by trigrams, tolerant of misspelling. A thing is found when each word of the text is similar to some part of its
 * own words or, for a track, of its artist's: {@code word_similarity >= 0.4}; of three words and more, one may miss. The best come first by
 *
 * <pre>
 * track: 5 Σ words + 12 title + 8 artist's name + 3 log10(1 + reposts)
 *        + 20 when the title is the text + 15 when the artist's handle is + 5 when the artist's name is
 * user:  5 Σ words + 12 handle + 12 name + log10(1 + followers)
 *        + 20 when the handle is the text + 10 when the name is
 * </pre>
 *
 * where a word counts its word similarity, and titles, names and handles count the similarity with the whole text. The
 * weights follow Audius's published ones, with less for popularity, so that an exact title is found among hits.
 */
final class SearchSql {
    /**
     * In force to the end of the transaction. The threshold is read by the operator {@code %>}; the cost of a page is
     * that of memory and solid-state disks, without which the planner reads whole tables rather than these indexes.
     */
    static final String SETTINGS = """
            SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', true), set_config('random_page_cost', '1.1', true)
            """;

    /** Index: tracks_search_text, users_search_text, tracks_of_owner. */
    private static final String TRACK_CANDIDATES = """
            WITH words AS MATERIALIZED (SELECT word FROM unnest($1) AS w (word)),
            matches AS (
                SELECT t.track_id, word FROM words JOIN tracks t ON t.search_text %> word WHERE t.is_public
                UNION
                SELECT t.track_id, word FROM words JOIN users u ON u.search_text %> word
                JOIN tracks t ON t.owner_id = u.user_id AND t.is_public),
            candidates AS (
                SELECT track_id FROM matches GROUP BY track_id HAVING count(*) >= (SELECT count(*) - (count(*) > 2)::int FROM words))
            """;

    private static final String TRACK_SCORE = """
            (SELECT 5 * sum(greatest(word_similarity(word, t.search_text), word_similarity(word, u.search_text))) FROM words)
                + 12 * similarity(lower(t.title), $2) + 8 * similarity(lower(u.name), $2)
                + 3 * log(1 + coalesce(c.repost_count, 0))::float8
                + CASE WHEN lower(t.title) = $2 THEN 20 ELSE 0 END
                + CASE WHEN u.handle = $2 THEN 15 ELSE 0 END
                + CASE WHEN lower(u.name) = $2 THEN 5 ELSE 0 END
            """;

    private static final String TRACK_RESULTS = """
            SELECT t.track_id FROM %1$s
            JOIN users u ON u.user_id = t.owner_id AND NOT u.is_deactivated
            LEFT JOIN track_counts c ON c.track_id = t.track_id
            WHERE t.is_public AND %3$s AND (cardinality($3::text[]) = 0 OR t.genre = ANY($3))
                AND (cardinality($4::text[]) = 0 OR t.mood = ANY($4)) AND (NOT $5 OR t.is_downloadable)
            ORDER BY %2$s DESC, t.track_id DESC LIMIT $6 OFFSET $7
            """;

    /** Index: users_search_text. */
    static final String USERS = """
            WITH words AS MATERIALIZED (SELECT word FROM unnest($1) AS w (word)),
            candidates AS (
                SELECT u.user_id FROM words JOIN users u ON u.search_text %> word
                GROUP BY u.user_id HAVING count(*) >= (SELECT count(*) - (count(*) > 2)::int FROM words))
            SELECT u.user_id FROM candidates JOIN users u USING (user_id)
            LEFT JOIN user_counts c ON c.user_id = u.user_id
            WHERE NOT u.is_deactivated
            ORDER BY (SELECT 5 * sum(word_similarity(word, u.search_text)) FROM words)
                + 12 * similarity(u.handle, $2) + 12 * similarity(lower(u.name), $2)
                + log(1 + coalesce(c.follower_count, 0))::float8
                + CASE WHEN u.handle = $2 THEN 20 ELSE 0 END
                + CASE WHEN lower(u.name) = $2 THEN 10 ELSE 0 END DESC, u.user_id DESC
            LIMIT $3 OFFSET $4
            """;

    /** Everybody, for a search without a text: those with most followers first. */
    static final String ALL_USERS = """
            SELECT u.user_id FROM users u LEFT JOIN user_counts c ON c.user_id = u.user_id
            WHERE NOT u.is_deactivated AND cardinality($1::text[]) = 0 AND $2 = ''
            ORDER BY coalesce(c.follower_count, 0) DESC, u.user_id DESC LIMIT $3 OFFSET $4
            """;

    private SearchSql() {}

    static String tracks(SearchOrder order, boolean hasText) {
        var source = hasText ? "candidates JOIN tracks t USING (track_id)" : "tracks t";
        var by = switch (order) {
            case RELEVANT -> hasText ? TRACK_SCORE : "coalesce(c.play_count, 0)";
            case POPULAR -> "coalesce(c.play_count, 0)";
            case RECENT -> "t.release_date";
        };
        var unused = "WITH words AS (SELECT $1::text[], $2::text)\n";
        return (hasText ? TRACK_CANDIDATES : unused) + TRACK_RESULTS.formatted(source, by, TrackSql.isUp("t"));
    }
}
