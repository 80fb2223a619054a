package org.antiphon.discovery.index;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antiphon.chain.Block;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.store.Statements;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads what a batch needs and writes what it does, each batch in one transaction that also moves the cursor. */
final class IndexStore {
    private final Database database;
    private final String chain;
    private final Tables tables;
    private final IndexMetrics metrics;
    private final BatchRecords records;
    private final StateVectors vectors;

    IndexStore(Database database, IndexedChain chain, IndexMetrics metrics) {
        this.database = database;
        this.chain = chain.name();
        this.tables = chain.tables();
        this.metrics = metrics;
        this.records = new BatchRecords(chain.name());
        this.vectors = new StateVectors(chain);
    }

    /** The last blocks applied, oldest first, without gaps. */
    Mono<List<Block>> knownBlocks(int most) {
        return database.<List<Block>>transaction(connection -> new Statements(connection)
                .query(IndexSql.KNOWN_BLOCKS, IndexStore::block, (long) most, chain)
                .collectList());
    }

    /** Notes the newest block the chain is known to have. */
    Mono<Void> reportHead(long number) {
        return database.<Void>transaction(
                connection -> new Statements(connection).run(IndexSql.PUT_HEAD, number, chain));
    }

    /**
     * Applies a batch: all of it or nothing.
     *
     * @param worker folds, so that the connection's event loop stays free
     */
    Mono<BatchResult> apply(Batch batch, long finality, Scheduler worker, Function<BatchStart, BatchResult> fold) {
        return database.<BatchResult>transaction(connection -> {
            var sql = new Statements(connection);
            return cursor(sql)
                    .filter(cursor -> cursor.isBefore(batch.first()) || fail(cursor, batch.first()))
                    .flatMap(cursor -> vectors.last(sql, cursor))
                    .zipWhen(
                            vector -> metrics.time("read", read(sql, batch.reads())),
                            (vector, rows) -> new BatchStart(rows, vector))
                    .publishOn(worker)
                    .flatMap(start -> metrics.time("fold", Mono.fromCallable(() -> fold.apply(start))))
                    .flatMap(result -> metrics.time("write", write(sql, batch, result, finality))
                            .thenReturn(result));
        });
    }

    /** Takes blocks back, the newest first. */
    Mono<Void> revert(List<Block> blocks) {
        long first = blocks.getLast().number();
        return database.<Void>transaction(connection -> {
            var sql = new Statements(connection);
            return cursor(sql)
                    .filter(cursor -> cursor.isAt(blocks.getFirst()) || fail(cursor, blocks.getFirst()))
                    .thenMany(Flux.fromIterable(tables.all())
                            .concatMap(table -> sql.run(IndexSql.removeTouched(table), first, chain)
                                    .then(sql.run(IndexSql.restoreTouched(table), first, chain))))
                    .thenMany(Flux.just(
                                    IndexSql.REMOVE_OUTCOMES,
                                    IndexSql.REMOVE_UNDO,
                                    IndexSql.REMOVE_BLOCKS,
                                    IndexSql.REMOVE_VECTORS)
                            .concatMap(statement -> sql.run(statement, first, chain)))
                    .then(moveBack(sql, first, blocks.getLast().parentHash()));
        });
    }

    private Mono<Void> moveBack(Statements sql, long first, String parentHash) {
        return sql.query(IndexSql.HAS_BLOCKS, row -> true, chain)
                .hasElements()
                .flatMap(left -> left
                        ? sql.run(IndexSql.PUT_CURSOR, first - 1, parentHash, chain)
                        : sql.run(IndexSql.REMOVE_CURSOR, chain));
    }

    private Mono<Cursor> cursor(Statements sql) {
        return sql.query(IndexSql.BEGIN, row -> true, chain)
                .thenMany(sql.query(
                        IndexSql.CURSOR,
                        row -> new Cursor(
                                required(row, "block_number", Long.class), required(row, "block_hash", String.class)),
                        chain))
                .next()
                .defaultIfEmpty(Cursor.NONE);
    }

    private static boolean fail(Cursor cursor, Block block) {
        throw new CursorMovedException(cursor, block);
    }

    private Mono<WorkingSet> read(Statements sql, Reads reads) {
        var rows = new WorkingSet(reads);
        return Flux.fromIterable(List.of(reads.keys(), reads.lookups()))
                .concatMapIterable(sought -> byTable(sought, each -> each).entrySet())
                .concatMap(entry -> read(sql, entry.getKey(), entry.getValue(), rows))
                .then(Mono.just(rows));
    }

    private static Mono<Void> read(Statements sql, Table table, List<?> sought, WorkingSet rows) {
        return sql.query(IndexSql.get(table), table.rows()::read, table.sought().arrays(sought))
                .doOnNext(rows::loaded)
                .then();
    }

    private Mono<Void> write(Statements sql, Batch batch, BatchResult result, long finality) {
        long last = batch.last().number();
        return Flux.concat(List.of(
                        each(
                                result.created(),
                                Row::key,
                                (table, rows) -> sql.copy(
                                        IndexSql.copy(table.tableName(), table.rows()),
                                        table.rows().copy(rows))),
                        each(
                                result.changed(),
                                Row::key,
                                (table, rows) -> sql.run(
                                        IndexSql.replace(table), table.rows().arrays(rows))),
                        each(
                                result.removed(),
                                key -> key,
                                (table, keys) -> sql.run(
                                        IndexSql.remove(table), table.sought().arrays(keys))),
                        records.undo(sql, result.undo()),
                        records.outcomes(sql, result.outcomes()),
                        records.blocks(sql, batch, result.states()),
                        vectors.put(sql, result.states(), last - finality),
                        sql.run(IndexSql.PUT_CURSOR, last, batch.last().hash(), chain),
                        sql.run(IndexSql.PRUNE_UNDO, last - finality, chain),
                        sql.run(IndexSql.PRUNE_BLOCKS, last - finality, chain),
                        prune(sql, batch.last().timestamp())))
                .then();
    }

    private <T> Mono<Void> each(List<T> all, Function<T, ?> sought, BiFunction<Table, List<T>, Mono<Void>> statement) {
        return Flux.fromIterable(byTable(all, sought).entrySet())
                .concatMap(entry -> statement.apply(entry.getKey(), entry.getValue()))
                .then();
    }

    private <T> Map<Table, List<T>> byTable(Collection<? extends T> all, Function<T, ?> sought) {
        var found = new LinkedHashMap<Table, List<T>>();
        all.forEach(each -> found.computeIfAbsent(tables.of(sought.apply(each)), table -> new ArrayList<>())
                .add(each));
        return found;
    }

    private Mono<Void> prune(Statements sql, Instant now) {
        return Flux.fromIterable(tables.all())
                .concatMap(table -> table.retention() == null
                        ? Mono.<Void>empty()
                        : sql.run(
                                IndexSql.prune(table, table.retention()),
                                now.minus(table.retention().time()).atOffset(ZoneOffset.UTC)))
                .then();
    }

    private static Block block(Readable row) {
        return new Block(
                required(row, "number", Long.class),
                required(row, "hash", String.class),
                required(row, "parent_hash", String.class),
                required(row, "block_time", Instant.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
