package org.antiphon.discovery.store;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements with positional parameters on the connection of one transaction. */
public final class Statements {
    private static final int FETCH = 1000;

    private final Connection connection;

    /** Statements on this connection; the connection stays the caller's. */
    public Statements(Connection connection) {
        this.connection = connection;
    }

    /** The rows of a query. */
    public <T> Flux<T> query(String sql, Function<Readable, T> row, Object... parameters) {
        return execute(sql, parameters).concatMap(result -> result.map(row));
    }

    /** The rows of a query of any size, fetched as they are asked for. */
    public <T> Flux<T> stream(String sql, Function<Readable, T> row) {
        return Flux.defer(() -> connection.createStatement(sql).fetchSize(FETCH).execute())
                .concatMap(result -> result.map(row));
    }

    /** Completes when the statement has run. */
    public Mono<Void> run(String sql, Object... parameters) {
        return execute(sql, parameters).concatMap(Result::getRowsUpdated).then();
    }

    /** Completes when the rows, in COPY's text format, stand in the table; the buffer is released. */
    public Mono<Void> copy(String sql, ByteBuf rows) {
        return Mono.from(((Wrapped<?>) connection)
                        .unwrap(PostgresqlConnection.class)
                        .copyIn(sql, Mono.just(rows)))
                .then();
    }

    private Flux<Result> execute(String sql, Object... parameters) {
        return Flux.<Result>defer(() -> {
            var statement = connection.createStatement(sql);
            for (int i = 0; i < parameters.length; i++) {
                statement.bind(i, parameters[i]);
            }
            return Flux.from(statement.execute()).cast(Result.class);
        });
    }
}
