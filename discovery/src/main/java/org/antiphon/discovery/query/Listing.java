package org.antiphon.discovery.query;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows in an order that names each of them, so that a page can begin behind a row wherever it stands by now. Such a place
 * is the row's order columns as JSON, which the database itself reads back with their types.
 *
 * @param by the columns of the order, unique together
 */
public record Listing<T>(Selection<T> rows, List<String> by, Selection.Order order) {
    public Listing {
        by = List.copyOf(by);
    }

    /** Rows in the order of their last change. */
    static <T> Listing<T> ofChanges(Selection<T> rows) {
        var by = Stream.concat(Stream.of("block_number"), rows.key().stream()).toList();
        return new Listing<>(rows, by, Selection.Order.ASCENDING);
    }

    /** The list as part of what its page tokens are bound to. */
    public String name() {
        return rows.table() + " by " + by;
    }

    /** Selects the rows that meet the conditions, the first or those behind {@code :after}, up to {@code :limit}. */
    String sql(Filter filter, boolean isFirst) {
        boolean ascends = order == Selection.Order.ASCENDING;
        var wanted =
                filter.conditions().stream().map(each -> "t.%1$s %2$s :%1$s".formatted(each.column(), each.operator()));
        var behind = "(%1$s) %2$s (SELECT %1$s FROM jsonb_populate_record(NULL::%3$s, :after::jsonb) t)"
                .formatted(columns(by), ascends ? ">" : "<", rows.table());
        var conditions = Stream.concat(wanted, isFirst ? Stream.empty() : Stream.of(behind))
                .collect(Collectors.joining(" AND "));
        return "%s %s ORDER BY %s LIMIT :limit"
                .formatted(
                        select(),
                        conditions.isEmpty() ? "" : "WHERE " + conditions,
                        ascends ? columns(by) : descending());
    }

    /** Selects the rows whose keys are among {@code :keys}, a JSON array. */
    String sqlByKeys() {
        return "%1$s WHERE (%2$s) IN (SELECT %2$s FROM jsonb_populate_recordset(NULL::%3$s, :keys::jsonb) t)"
                .formatted(select(), columns(rows.key()), rows.table());
    }

    private String select() {
        var row = rows.additions().isEmpty()
                ? "to_jsonb(t)"
                : "to_jsonb(t) || jsonb_build_object(%s)".formatted(rows.additions());
        return "SELECT (%s)::text AS row, %s AS key, %s AS place, t.block_number FROM %s t"
                .formatted(row, json(rows.key()), json(by), rows.table());
    }

    private String descending() {
        return by.stream().map(each -> "t." + each + " DESC").collect(Collectors.joining(", "));
    }

    private static String columns(List<String> columns) {
        return columns.stream().map("t."::concat).collect(Collectors.joining(", "));
    }

    private static String json(List<String> columns) {
        return columns.stream()
                .map("'%1$s', t.%1$s"::formatted)
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")::text"));
    }
}
