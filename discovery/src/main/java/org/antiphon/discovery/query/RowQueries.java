package org.antiphon.discovery.query;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.antiphon.discovery.store.RowJson;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads rows as they are selected and listed; every list is paged in the same way. */
public final class RowQueries {
    private final Database database;
    private final RowJson json = new RowJson();

    public RowQueries(Database database) {
        this.database = database;
    }

    /**
     * The part of a list behind a place; from its beginning when the place is empty. Fails with an
     * {@link IllegalArgumentException} when the text is no place in this list.
     */
    public <T> Mono<Part<T>> page(Listing<T> listing, Filter filter, int limit, String after) {
        return read(listing, filter, limit + 1, after)
                .collectList()
                .map(found -> part(found, limit))
                .onErrorMap(RowQueries::isUnreadable, refused -> new IllegalArgumentException(after, refused));
    }

    private static <T> Part<T> part(List<Found<T>> probed, int limit) {
        boolean more = probed.size() > limit;
        var found = more ? probed.subList(0, limit) : probed;
        return new Part<>(
                found.stream().map(Found::row).toList(), more ? found.getLast().place() : "");
    }

    /** Class 22 of SQLSTATE: a value can't be read. Of the values of a list, only the place has a form. */
    private static boolean isUnreadable(Throwable failure) {
        return failure.getCause() instanceof R2dbcException refused
                && String.valueOf(refused.getSqlState()).startsWith("22");
    }

    /** The one row that a filter names; nothing when there is none. */
    public <T> Mono<T> one(Selection<T> rows, Filter filter) {
        return read(rows.byKey(), filter, 1, "").map(Found::row).next();
    }

    <T> Flux<Found<T>> read(Listing<T> listing, Filter filter, int limit, String after) {
        var query = database.client().sql(listing.sql(filter, after.isEmpty())).bind("limit", limit);
        for (var condition : filter.conditions()) {
            query = query.bind(condition.column(), condition.value());
        }
        if (!after.isEmpty()) {
            query = query.bind("after", after);
        }
        return query.map(row -> found(row, listing.rows().type())).all();
    }

    /** The rows that have these keys still. */
    <T> Flux<Found<T>> byKeys(Selection<T> rows, Collection<String> keys) {
        return database.client()
                .sql(rows.byKey().sqlByKeys())
                .bind("keys", "[" + String.join(",", keys) + "]")
                .map(row -> found(row, rows.type()))
                .all();
    }

    private <T> Found<T> found(Readable row, Class<T> type) {
        return new Found<>(
                json.read(required(row, "row", String.class), type),
                required(row, "key", String.class),
                required(row, "place", String.class),
                required(row, "block_number", Long.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
