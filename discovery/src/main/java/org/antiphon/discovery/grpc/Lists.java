package org.antiphon.discovery.grpc;

import java.util.List;
import java.util.function.Function;
import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.Listing;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.server.PageToken;
import reactor.core.publisher.Mono;

/** Pages of rows as messages. A token names the last row of its page, so that rows that come or go shift nothing. */
final class Lists {
    private static final int SIZE = 100;
    private static final int WHOLE = 1000;

    private final RowQueries rows;

    Lists(RowQueries rows) {
        this.rows = rows;
    }

    /**
     * A page.
     *
     * @param size how many at most; 0 for the default
     * @param token of the page before; empty for the first page
     */
    <T, M> Mono<Page<M>> page(
            Listing<T> listing, Filter filter, int size, String token, Function<? super T, ? extends M> message) {
        var query = listing.name() + " " + filter;
        var after = token.isEmpty() ? "" : PageToken.decode(token, query);
        return rows.page(listing, filter, size == 0 ? SIZE : size, after)
                .onErrorMap(IllegalArgumentException.class, forged -> PageToken.invalid(token))
                .map(part -> new Page<>(
                        part.items().stream().<M>map(message).toList(),
                        part.end().isEmpty() ? "" : PageToken.encode(part.end(), query)));
    }

    /** A list that is never long. */
    <T, M> Mono<List<M>> whole(Listing<T> listing, Function<? super T, ? extends M> message) {
        return rows.page(listing, Filter.everything(), WHOLE, "")
                .map(part -> part.items().stream().<M>map(message).toList());
    }

    /**
     * Messages with the token of the page behind them.
     *
     * @param nextToken empty on the last page
     */
    record Page<M>(List<M> data, String nextToken) {}
}
