package org.antiphon.discovery.index;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.antiphon.discovery.store.Columns;
import org.antiphon.discovery.store.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The stored state vectors of one chain. */
final class StateVectors {
    private static final Columns<VectorRow> VECTORS = Columns.of(VectorRow.class);

    private final String chain;
    private final Tables tables;

    StateVectors(IndexedChain chain) {
        this.chain = chain.name();
        this.tables = chain.tables();
    }

    /** A vector as it is stored. */
    public record VectorRow(String chain, long blockNumber, String vector) {}

    /** The vector of the rows as they are. Where none is stored, as before there were vectors, all rows are read. */
    Mono<StateVector> last(Statements sql, Cursor cursor) {
        return sql.query(
                        IndexSql.VECTOR,
                        row -> Objects.requireNonNull(row.get(0, byte[].class)),
                        chain,
                        cursor.number())
                .next()
                .map(StateVector::of)
                .switchIfEmpty(cursor.equals(Cursor.NONE) ? Mono.fromCallable(StateVector::empty) : compute(sql));
    }

    /** The vector of all rows, by reading them. */
    Mono<StateVector> compute(Statements sql) {
        return Mono.fromCallable(StateVector::empty)
                .delayUntil(vector -> Flux.fromIterable(tables.all())
                        .filter(Table::isCommitted)
                        .concatMap(table -> sql.stream(IndexSql.all(table), table.rows()::read)
                                .doOnNext(row -> vector.add(table.encode(row)))));
    }

    /** Stores the vectors that came with blocks and removes those of blocks before one. */
    Mono<Void> put(Statements sql, List<StateCommitter.BlockState> states, long keptFrom) {
        var rows = states.stream()
                .filter(state -> state.vector() != null)
                .map(state -> new VectorRow(chain, state.number(), bytes(state.vector())))
                .toList();
        return sql.copy(IndexSql.copy("state_vectors", VECTORS), VECTORS.copy(rows))
                .then(sql.run(IndexSql.PRUNE_VECTORS, keptFrom, chain));
    }

    /** As PostgreSQL reads bytes. */
    private static String bytes(byte @Nullable [] vector) {
        return "\\x" + HexFormat.of().formatHex(Objects.requireNonNull(vector));
    }
}
