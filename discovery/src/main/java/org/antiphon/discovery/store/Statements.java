package org.antiphon.discovery.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements with positional parameters on the connection of one transaction. */
public final class Statements {
    private final Connection connection;

    /** Statements on this connection; the connection stays the caller's. */
    public Statements(Connection connection) {
        this.connection = connection;
    }

    /** The rows of a query. */
    public <T> Flux<T> query(String sql, Function<Readable, T> row, Object... parameters) {
        return execute(sql, parameters).concatMap(result -> result.map(row));
    }

    /** Completes when the statement has run. */
    public Mono<Void> run(String sql, Object... parameters) {
        return execute(sql, parameters).concatMap(Result::getRowsUpdated).then();
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
