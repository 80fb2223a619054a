package org.antiphon.discovery.index;

import java.time.Duration;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.store.Columns;
import org.jspecify.annotations.Nullable;

/**
 * A table, or a view of tables, in which rows are looked for.
 *
 * @param rows the columns of the rows
 * @param sought the columns of what they are looked for by: the key, if it is a table
 * @param retention how long rows stay; null for ever
 */
record Table(
        String tableName,
        Columns<? extends Row> rows,
        Columns<?> sought,
        @Nullable Retention retention) {
    /** Rows go when the time in a column is longer past. */
    record Retention(String column, Duration time) {}

    static Table of(String tableName, Class<? extends Row> rowType, Class<?> soughtType) {
        return new Table(tableName, Columns.of(rowType), Columns.of(soughtType), null);
    }

    /** Whether the rows are part of the state commitment: not those that go by the clock, which are summed up elsewhere. */
    boolean isCommitted() {
        return retention == null;
    }

    /** The row with its table's name, the same bytes on every node. */
    byte[] encode(Row row) {
        return rows.encode(tableName, row);
    }

    Table keptFor(String column, Duration time) {
        return new Table(tableName, rows, sought, new Retention(column, time));
    }
}
