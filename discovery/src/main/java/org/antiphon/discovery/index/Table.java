package org.antiphon.discovery.index;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A table, or a view of tables, in which rows are looked for. Names of columns come from the records, so that they are
 * written once.
 *
 * @param columns of the rows
 * @param soughtColumns of what they are looked for by: the key, if it is a table
 * @param retention how long rows stay; null for ever
 */
record Table(
        String tableName,
        Class<? extends Row> rowType,
        List<String> columns,
        List<String> soughtColumns,
        @Nullable Retention retention) {
    /** Rows go when the time in a column is longer past. */
    record Retention(String column, Duration time) {}

    static Table of(String tableName, Class<? extends Row> rowType, Class<?> soughtType) {
        return new Table(
                tableName,
                rowType,
                columnsOf(rowType).toList(),
                columnsOf(soughtType).toList(),
                null);
    }

    Table keptFor(String column, Duration time) {
        return new Table(tableName, rowType, columns, soughtColumns, new Retention(column, time));
    }

    private static Stream<String> columnsOf(Class<?> record) {
        return Stream.of(record.getRecordComponents()).flatMap(Table::columnsOf);
    }

    private static Stream<String> columnsOf(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                ? columnsOf(component.getType())
                : Stream.of(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
}
