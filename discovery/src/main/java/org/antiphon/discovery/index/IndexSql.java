package org.antiphon.discovery.index;

import java.util.stream.Collectors;

/** The statements of the indexer. Rows travel as one JSON parameter, so that a statement is one round trip of any size. */
final class IndexSql {
    /** One indexer of a chain at a time: a second one waits here and then finds that the cursor has moved. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('antiphon.indexer'), hashtext($1))";

    static final String CURSOR =
            "SELECT block_number, '0x' || encode(block_hash, 'hex') AS block_hash FROM cursor WHERE chain = $1 FOR UPDATE";

    static final String KNOWN_BLOCKS = """
            SELECT number, '0x' || encode(hash, 'hex') AS hash, '0x' || encode(parent_hash, 'hex') AS parent_hash, block_time
            FROM blocks
            WHERE chain = $2 AND number > (SELECT block_number FROM cursor WHERE chain = $2) - $1 ORDER BY number
            """;

    static final String HAS_BLOCKS = "SELECT 1 AS one FROM blocks WHERE chain = $1 LIMIT 1";

    static final String PUT_BLOCKS = """
            INSERT INTO blocks (chain, number, hash, parent_hash, block_time, has_actions)
            SELECT $2, number, decode(substr(hash, 3), 'hex'), decode(substr(parent_hash, 3), 'hex'), block_time, has_actions
            FROM json_to_recordset($1::json)
                AS b (number bigint, hash text, parent_hash text, block_time timestamptz, has_actions boolean)
            """;

    static final String PUT_OUTCOMES = """
            INSERT INTO action_outcomes (chain, transaction_hash, log_index, block_number, entity_type, action, accepted, reason)
            SELECT $2, decode(substr(transaction_hash, 3), 'hex'), log_index, block_number, entity_type, action, accepted, reason
            FROM json_to_recordset($1::json) AS o (transaction_hash text, log_index integer, block_number bigint,
                entity_type text, action text, accepted boolean, reason text)
            """;

    static final String PUT_UNDO = """
            INSERT INTO undo_images (chain, block_number, table_name, row_key, before)
            SELECT $2, block_number, table_name, row_key, before FROM json_to_recordset($1::json)
                AS u (block_number bigint, table_name text, row_key jsonb, before jsonb)
            """;

    static final String PUT_CURSOR = """
            INSERT INTO cursor (chain, block_number, block_hash, head_number, seen_at)
            VALUES ($3, $1, decode(substr($2, 3), 'hex'), $1, now())
            ON CONFLICT (chain) DO UPDATE SET block_number = $1, block_hash = decode(substr($2, 3), 'hex'),
                head_number = greatest(cursor.head_number, $1), seen_at = now()
            """;

    static final String PUT_HEAD =
            "UPDATE cursor SET head_number = greatest($1, block_number), seen_at = now() WHERE chain = $2";

    static final String PRUNE_UNDO = "DELETE FROM undo_images WHERE chain = $2 AND block_number <= $1";

    static final String PRUNE_BLOCKS = "DELETE FROM blocks WHERE chain = $2 AND NOT has_actions AND number <= $1";

    static final String REMOVE_OUTCOMES = "DELETE FROM action_outcomes WHERE chain = $2 AND block_number >= $1";

    static final String REMOVE_UNDO = "DELETE FROM undo_images WHERE chain = $2 AND block_number >= $1";

    static final String REMOVE_BLOCKS = "DELETE FROM blocks WHERE chain = $2 AND number >= $1";

    static final String REMOVE_CURSOR = "DELETE FROM cursor WHERE chain = $1";

    private IndexSql() {}

    static String get(Table table) {
        return "SELECT to_jsonb(t)::text AS row FROM json_populate_recordset(NULL::%1$s, $1::json) k JOIN %1$s t ON %2$s"
                .formatted(table.tableName(), same(table));
    }

    static String put(Table table) {
        var others = table.columns().stream()
                .filter(each -> !table.soughtColumns().contains(each))
                .toList();
        return """
                INSERT INTO %1$s (%2$s) SELECT %2$s FROM json_populate_recordset(NULL::%1$s, $1::json)
                ON CONFLICT (%3$s) DO UPDATE SET (%4$s) = ROW (%5$s)
                """.formatted(
                        table.tableName(),
                        String.join(", ", table.columns()),
                        String.join(", ", table.soughtColumns()),
                        String.join(", ", others),
                        others.stream().map(each -> "excluded." + each).collect(Collectors.joining(", ")));
    }

    static String remove(Table table) {
        return "DELETE FROM %1$s t USING json_populate_recordset(NULL::%1$s, $1::json) k WHERE %2$s"
                .formatted(table.tableName(), same(table));
    }

    static String prune(Table table, Table.Retention retention) {
        return "DELETE FROM %s WHERE %s < $1".formatted(table.tableName(), retention.column());
    }

    /** Removes every row that a block from the given one on has touched. */
    static String removeTouched(Table table) {
        return """
                DELETE FROM %1$s t
                USING (SELECT DISTINCT row_key FROM undo_images
                      WHERE chain = $2 AND table_name = '%1$s' AND block_number >= $1) u,
                    jsonb_populate_record(NULL::%1$s, u.row_key) k
                WHERE %2$s
                """.formatted(table.tableName(), same(table));
    }

    /** Puts back those rows as they were before the first of these blocks. */
    static String restoreTouched(Table table) {
        return """
                INSERT INTO %1$s (%2$s)
                SELECT %3$s
                FROM (SELECT DISTINCT ON (row_key) before FROM undo_images
                      WHERE chain = $2 AND table_name = '%1$s' AND block_number >= $1 ORDER BY row_key, block_number) u,
                    jsonb_populate_record(NULL::%1$s, u.before) r
                WHERE u.before IS NOT NULL
                """.formatted(
                        table.tableName(),
                        String.join(", ", table.columns()),
                        table.columns().stream().map(each -> "r." + each).collect(Collectors.joining(", ")));
    }

    private static String same(Table table) {
        return table.soughtColumns().stream()
                .map(each -> "t.%1$s = k.%1$s".formatted(each))
                .collect(Collectors.joining(" AND "));
    }
}
