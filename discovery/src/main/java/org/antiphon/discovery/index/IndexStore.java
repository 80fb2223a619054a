package org.antiphon.discovery.index;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.antiphon.chain.Block;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.User;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.store.RowJson;
import org.antiphon.discovery.store.Statements;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads what a batch needs and writes what it does, each batch in one transaction that also moves the cursor. */
final class IndexStore {
    /** Hours of plays older than any trending window, with some to spare. */
    private static final Duration PLAYS_KEPT = Duration.ofDays(370);

    private final Database database;
    private final IndexMetrics metrics;
    private final RowJson json = new RowJson();

    IndexStore(Database database, IndexMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /** The last blocks applied, oldest first, without gaps. */
    Mono<List<Block>> knownBlocks(int most) {
        return database.<List<Block>>transaction(connection -> new Statements(connection)
                .query(IndexSql.KNOWN_BLOCKS, IndexStore::block, (long) most)
                .collectList());
    }

    /** Notes the newest block the chain is known to have. */
    Mono<Void> reportHead(long number) {
        return database.<Void>transaction(connection -> new Statements(connection).run(IndexSql.PUT_HEAD, number));
    }

    /**
     * Applies a batch: all of it or nothing.
     *
     * @param worker folds, so that the connection's event loop stays free
     */
    Mono<BatchResult> apply(
            Batch batch, Reads reads, long finality, Scheduler worker, Function<WorkingSet, BatchResult> fold) {
        return database.<BatchResult>transaction(connection -> {
            var sql = new Statements(connection);
            return cursor(sql)
                    .filter(cursor -> cursor.isBefore(batch.first()) || fail(cursor, batch.first()))
                    .then(metrics.time("read", read(sql, reads)))
                    .publishOn(worker)
                    .flatMap(rows -> metrics.time("fold", Mono.fromCallable(() -> fold.apply(rows))))
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
                    .thenMany(Flux.fromArray(Table.values())
                            .concatMap(table -> sql.run(IndexSql.removeTouched(table), first)
                                    .then(sql.run(IndexSql.restoreTouched(table), first))))
                    .thenMany(Flux.just(IndexSql.REMOVE_OUTCOMES, IndexSql.REMOVE_UNDO, IndexSql.REMOVE_BLOCKS)
                            .concatMap(statement -> sql.run(statement, first)))
                    .then(moveBack(sql, first, blocks.getLast().parentHash()));
        });
    }

    private static Mono<Void> moveBack(Statements sql, long first, String parentHash) {
        return sql.query("SELECT 1 AS one FROM blocks LIMIT 1", row -> true)
                .hasElements()
                .flatMap(left ->
                        left ? sql.run(IndexSql.PUT_CURSOR, first - 1, parentHash) : sql.run(IndexSql.REMOVE_CURSOR));
    }

    private static Mono<Cursor> cursor(Statements sql) {
        return sql.run(IndexSql.LOCK)
                .thenMany(sql.query(
                        IndexSql.CURSOR,
                        row -> new Cursor(
                                required(row, "block_number", Long.class), required(row, "block_hash", String.class))))
                .next()
                .defaultIfEmpty(Cursor.NONE);
    }

    private static boolean fail(Cursor cursor, Block block) {
        throw new CursorMovedException(cursor, block);
    }

    private Mono<WorkingSet> read(Statements sql, Reads reads) {
        var rows = byTable(reads.keys()).entrySet().stream()
                .filter(entry -> entry.getKey() != Table.USERS)
                .map(entry -> sql.query(
                        IndexSql.get(entry.getKey()), row -> row(row, entry.getKey()), json.write(entry.getValue())))
                .toList();
        return Flux.concat(Flux.concat(rows), users(sql, reads))
                .collectList()
                .map(found -> new WorkingSet(reads, found));
    }

    private Flux<Row> users(Statements sql, Reads reads) {
        var ids = reads.keys().stream()
                .filter(Key.UserKey.class::isInstance)
                .map(key -> ((Key.UserKey) key).userId())
                .toArray(Long[]::new);
        if (ids.length == 0) {
            return Flux.empty();
        }
        return sql.query(
                IndexSql.USERS,
                row -> json.read(required(row, "row", String.class), User.class),
                ids,
                reads.wallets().toArray(String[]::new),
                reads.handles().toArray(String[]::new));
    }

    private Mono<Void> write(Statements sql, Batch batch, BatchResult result, long finality) {
        long last = batch.last().number();
        return Flux.concat(List.of(
                        putRows(sql, result.changed()),
                        removeRows(sql, result.removed()),
                        putAll(sql, IndexSql.PUT_UNDO, result.undo()),
                        putAll(sql, IndexSql.PUT_OUTCOMES, result.outcomes()),
                        putAll(sql, IndexSql.PUT_BLOCKS, blocks(batch)),
                        sql.run(IndexSql.PUT_CURSOR, last, batch.last().hash()),
                        sql.run(IndexSql.PRUNE_UNDO, last - finality),
                        sql.run(IndexSql.PRUNE_BLOCKS, last - finality),
                        sql.run(
                                IndexSql.PRUNE_PLAYS,
                                batch.last().timestamp().minus(PLAYS_KEPT).atOffset(ZoneOffset.UTC))))
                .then();
    }

    private Mono<Void> putRows(Statements sql, List<Row> rows) {
        var byTable = new EnumMap<Table, List<Row>>(Table.class);
        rows.forEach(row -> byTable.computeIfAbsent(Table.of(row.key()), table -> new ArrayList<>())
                .add(row));
        return Flux.fromIterable(byTable.entrySet())
                .concatMap(entry -> sql.run(IndexSql.put(entry.getKey()), json.write(entry.getValue())))
                .then();
    }

    private Mono<Void> removeRows(Statements sql, List<Key> keys) {
        return Flux.fromIterable(byTable(keys).entrySet())
                .concatMap(entry -> sql.run(IndexSql.remove(entry.getKey()), json.write(entry.getValue())))
                .then();
    }

    private Mono<Void> putAll(Statements sql, String statement, List<?> records) {
        return records.isEmpty() ? Mono.empty() : sql.run(statement, json.write(records));
    }

    private static List<BlockRow> blocks(Batch batch) {
        return batch.contents().stream()
                .map(content -> BlockRow.of(content.block(), !content.events().isEmpty()))
                .toList();
    }

    private record BlockRow(long number, String hash, String parentHash, Instant blockTime, boolean hasActions) {
        static BlockRow of(Block block, boolean hasActions) {
            return new BlockRow(block.number(), block.hash(), block.parentHash(), block.timestamp(), hasActions);
        }
    }

    private static Map<Table, List<Key>> byTable(Collection<Key> keys) {
        var byTable = new EnumMap<Table, List<Key>>(Table.class);
        keys.forEach(key -> byTable.computeIfAbsent(Table.of(key), table -> new ArrayList<>())
                .add(key));
        return byTable;
    }

    private Row row(Readable row, Table table) {
        return json.read(required(row, "row", String.class), table.rowType());
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
