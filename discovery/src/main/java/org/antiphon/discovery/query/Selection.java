package org.antiphon.discovery.query;

import java.util.List;

/**
 * What is read of the rows of a table, which has a column {@code block_number}.
 *
 * @param type the record that holds a row
 * @param table its name; or a query in parentheses, where no page is read but the first
 * @param additions what other tables add to a row {@code t}: names and expressions as {@code jsonb_build_object} takes them
 * @param key the columns of the primary key
 */
public record Selection<T>(Class<T> type, String table, String additions, List<String> key) {
    public Selection {
        key = List.copyOf(key);
    }

    static <T> Selection<T> of(Class<T> type, String table, String additions, String... key) {
        return new Selection<>(type, table, additions, List.of(key));
    }

    /** The list of the rows by their key. */
    Listing<T> byKey() {
        return new Listing<>(this, key, Order.ASCENDING);
    }

    /** The list of the rows by their key, the highest first. */
    Listing<T> byKeyDescending() {
        return new Listing<>(this, key, Order.DESCENDING);
    }

    /** The list of the rows by other columns, which together name a row; the highest first. */
    Listing<T> byDescending(String... columns) {
        return new Listing<>(this, List.of(columns), Order.DESCENDING);
    }

    /** Which end of a list comes first. */
    enum Order {
        ASCENDING,
        DESCENDING
    }
}
