package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.antiphon.discovery.store.Columns;

/**
 * The statements of the indexer. Rows travel by COPY or as one array per column, so that a statement is one round trip of
 * any size.
 */
final class IndexSql {
    /**
     * One indexer of a chain at a time: a second one waits here and then finds that the cursor has moved. Rows are always
     * looked up by an index, whatever the planner believes of a table that grows faster than its statistics.
     */
    static final String BEGIN = """
            SELECT pg_advisory_xact_lock(hashtext('antiphon.indexer'), hashtext($1)), set_config('jit', 'off', true),
                set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true), set_config('enable_bitmapscan', 'off', true)
            """;

    static final String CURSOR =
            "SELECT block_number, '0x' || encode(block_hash, 'hex') AS block_hash FROM cursor WHERE chain = $1 FOR UPDATE";

    static final String KNOWN_BLOCKS = """
            SELECT number, '0x' || encode(hash, 'hex') AS hash, '0x' || encode(parent_hash, 'hex') AS parent_hash, block_time
            FROM blocks
            WHERE chain = $2 AND number > (SELECT block_number FROM cursor WHERE chain = $2) - $1 ORDER BY number
            """;

    static final String HAS_BLOCKS = "SELECT 1 AS one FROM blocks WHERE chain = $1 LIMIT 1";

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

    static final String REMOVE_VECTORS = "DELETE FROM state_vectors WHERE chain = $2 AND block_number >= $1";

    static final String PRUNE_VECTORS = "DELETE FROM state_vectors WHERE chain = $2 AND block_number < $1";

    static final String VECTOR = "SELECT vector FROM state_vectors WHERE chain = $1 AND block_number = $2";

    static final String REMOVE_CURSOR = "DELETE FROM cursor WHERE chain = $1";

    private IndexSql() {}

    /** The rows that are sought; the parameters are the arrays of what they are sought by. */
    static String get(Table table) {
        return "SELECT %s FROM %s AS k (%s) JOIN %s t ON %s"
                .formatted(
                        table.rows().list("t"),
                        table.sought().unnested(),
                        table.sought().list(),
                        table.tableName(),
                        same(table));
    }

    /** Every row. */
    static String all(Table table) {
        return "SELECT %s FROM %s".formatted(table.rows().list(), table.tableName());
    }

    /** Puts new rows. */
    static String copy(String table, Columns<?> columns) {
        return "COPY %s (%s) FROM STDIN".formatted(table, columns.list());
    }

    /** Puts rows instead of those with their keys; the parameters are the arrays of the rows. */
    static String replace(Table table) {
        var others = new ArrayList<>(table.rows().names());
        others.removeAll(table.sought().names());
        return """
                INSERT INTO %1$s (%2$s) SELECT * FROM %3$s
                ON CONFLICT (%4$s) DO UPDATE SET (%5$s) = ROW (%6$s)
                """.formatted(
                        table.tableName(),
                        table.rows().list(),
                        table.rows().unnested(),
                        table.sought().list(),
                        String.join(", ", others),
                        others.stream().map(each -> "excluded." + each).collect(Collectors.joining(", ")));
    }

    static String remove(Table table) {
        return "DELETE FROM %s t USING %s AS k (%s) WHERE %s"
                .formatted(
                        table.tableName(),
                        table.sought().unnested(),
                        table.sought().list(),
                        same(table));
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
                        table.tableName(), table.rows().list(), table.rows().list("r"));
    }

    private static String same(Table table) {
        return table.sought().names().stream()
                .map(each -> "t.%1$s = k.%1$s".formatted(each))
                .collect(Collectors.joining(" AND "));
    }
}
