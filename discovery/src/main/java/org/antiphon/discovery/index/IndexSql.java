package org.antiphon.discovery.index;

import java.util.stream.Collectors;

/** The statements of the indexer. Rows travel as one JSON parameter, so that a statement is one round trip of any size. */
final class IndexSql {
    /** One indexer at a time: a second one waits here and then finds that the cursor has moved. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('antiphon.indexer'))";

    static final String CURSOR =
            "SELECT block_number, '0x' || encode(block_hash, 'hex') AS block_hash FROM cursor FOR UPDATE";

    static final String KNOWN_BLOCKS = """
            SELECT number, '0x' || encode(hash, 'hex') AS hash, '0x' || encode(parent_hash, 'hex') AS parent_hash, block_time
            FROM blocks WHERE number > (SELECT block_number FROM cursor) - $1 ORDER BY number
            """;

    static final String USERS = """
            SELECT to_jsonb(u)::text AS row FROM users u
            WHERE user_id = ANY($1) OR wallet = ANY($2) OR handle = ANY($3)
            """;

    static final String PUT_BLOCKS = """
            INSERT INTO blocks (number, hash, parent_hash, block_time, has_actions)
            SELECT number, decode(substr(hash, 3), 'hex'), decode(substr(parent_hash, 3), 'hex'), block_time, has_actions
            FROM json_to_recordset($1::json)
                AS b (number bigint, hash text, parent_hash text, block_time timestamptz, has_actions boolean)
            """;

    static final String PUT_OUTCOMES = """
            INSERT INTO action_outcomes (transaction_hash, log_index, block_number, entity_type, action, accepted, reason)
            SELECT decode(substr(transaction_hash, 3), 'hex'), log_index, block_number, entity_type, action, accepted, reason
            FROM json_to_recordset($1::json) AS o (transaction_hash text, log_index integer, block_number bigint,
                entity_type text, action text, accepted boolean, reason text)
            """;

    static final String PUT_UNDO = """
            INSERT INTO undo_images (block_number, table_name, row_key, before)
            SELECT block_number, table_name, row_key, before FROM json_to_recordset($1::json)
                AS u (block_number bigint, table_name text, row_key jsonb, before jsonb)
            """;

    static final String PUT_CURSOR = """
            INSERT INTO cursor (block_number, block_hash, head_number, seen_at)
            VALUES ($1, decode(substr($2, 3), 'hex'), $1, now())
            ON CONFLICT (only_row) DO UPDATE SET block_number = $1, block_hash = decode(substr($2, 3), 'hex'),
                head_number = greatest(cursor.head_number, $1), seen_at = now()
            """;

    static final String PUT_HEAD = "UPDATE cursor SET head_number = greatest($1, block_number), seen_at = now()";

    static final String PRUNE_UNDO = "DELETE FROM undo_images WHERE block_number <= $1";

    static final String PRUNE_BLOCKS = "DELETE FROM blocks WHERE NOT has_actions AND number <= $1";

    static final String PRUNE_PLAYS = "DELETE FROM track_plays_hourly WHERE hour < $1";

    static final String REMOVE_OUTCOMES = "DELETE FROM action_outcomes WHERE block_number >= $1";

    static final String REMOVE_UNDO = "DELETE FROM undo_images WHERE block_number >= $1";

    static final String REMOVE_BLOCKS = "DELETE FROM blocks WHERE number >= $1";

    static final String REMOVE_CURSOR = "DELETE FROM cursor";

    private IndexSql() {}

    static String get(Table table) {
        return "SELECT to_jsonb(t)::text AS row FROM json_populate_recordset(NULL::%1$s, $1::json) k JOIN %1$s t ON %2$s"
                .formatted(table.tableName(), sameKey(table));
    }

    static String put(Table table) {
        var others = table.columns().stream()
                .filter(each -> !table.keyColumns().contains(each))
                .toList();
        return """
                INSERT INTO %1$s (%2$s) SELECT %2$s FROM json_populate_recordset(NULL::%1$s, $1::json)
                ON CONFLICT (%3$s) DO UPDATE SET (%4$s) = ROW (%5$s)
                """.formatted(
                        table.tableName(),
                        String.join(", ", table.columns()),
                        String.join(", ", table.keyColumns()),
                        String.join(", ", others),
                        others.stream().map(each -> "excluded." + each).collect(Collectors.joining(", ")));
    }

    static String remove(Table table) {
        return "DELETE FROM %1$s t USING json_populate_recordset(NULL::%1$s, $1::json) k WHERE %2$s"
                .formatted(table.tableName(), sameKey(table));
    }

    /** Removes every row that a block from the given one on has touched. */
    static String removeTouched(Table table) {
        return """
                DELETE FROM %1$s t
                USING (SELECT DISTINCT row_key FROM undo_images WHERE table_name = '%1$s' AND block_number >= $1) u,
                    jsonb_populate_record(NULL::%1$s, u.row_key) k
                WHERE %2$s
                """.formatted(table.tableName(), sameKey(table));
    }

    /** Puts back those rows as they were before the first of these blocks. */
    static String restoreTouched(Table table) {
        return """
                INSERT INTO %1$s (%2$s)
                SELECT %3$s
                FROM (SELECT DISTINCT ON (row_key) before FROM undo_images
                      WHERE table_name = '%1$s' AND block_number >= $1 ORDER BY row_key, block_number) u,
                    jsonb_populate_record(NULL::%1$s, u.before) r
                WHERE u.before IS NOT NULL
                """.formatted(
                        table.tableName(),
                        String.join(", ", table.columns()),
                        table.columns().stream().map(each -> "r." + each).collect(Collectors.joining(", ")));
    }

    private static String sameKey(Table table) {
        return table.keyColumns().stream()
                .map(each -> "t.%1$s = k.%1$s".formatted(each))
                .collect(Collectors.joining(" AND "));
    }
}
