package org.antiphon.identity.relay;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.antiphon.chain.Broadcast;
import org.antiphon.chain.Outbox;
import org.antiphon.chain.OutboxEntry;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayTransaction;
import org.antiphon.server.Database;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The relay's memory in PostgreSQL. Each operation is one statement, so that it is done wholly or not at all and costs one
 * round trip however many entries it takes.
 */
public final class PostgresOutbox implements Outbox {
    private final Database database;

    /** The outbox in this database. */
    public PostgresOutbox(Database database) {
        this.database = database;
    }

    @Override
    public Mono<OutboxEntry> insertIfAbsent(RelayTransaction transaction) {
        return sql(OutboxSql.INSERT)
                .bind(0, transaction.id())
                .bind(1, transaction.to())
                .bind(2, transaction.data())
                .bind(3, transaction.gasLimit())
                .fetch()
                .rowsUpdated()
                .flatMap(inserted ->
                        inserted > 0 ? Mono.just(OutboxEntry.pending(transaction)) : find(transaction.id()));
    }

    @Override
    public Mono<OutboxEntry> find(String id) {
        return entries(sql(OutboxSql.FIND).bind(0, id)).next();
    }

    @Override
    public Flux<OutboxEntry> unfinal() {
        return entries(sql(OutboxSql.UNFINAL));
    }

    @Override
    public Mono<Void> recordBroadcasts(List<Broadcast> broadcasts) {
        return done(sql(OutboxSql.RECORD_BROADCASTS)
                .bind(0, column(broadcasts, Broadcast::id, String[]::new))
                .bind(1, column(broadcasts, Broadcast::nonce, Long[]::new))
                .bind(2, column(broadcasts, Broadcast::transactionHash, String[]::new))
                .bind(3, column(broadcasts, each -> HexFormat.of().formatHex(each.raw()), String[]::new)));
    }

    @Override
    public Mono<Void> recordReceipts(Map<String, Receipt> receipts) {
        var entries = List.copyOf(receipts.entrySet());
        return done(sql(OutboxSql.RECORD_RECEIPTS)
                .bind(0, column(entries, Map.Entry::getKey, String[]::new))
                .bind(1, column(entries, each -> each.getValue().transactionHash(), String[]::new))
                .bind(2, column(entries, each -> each.getValue().blockHash(), String[]::new))
                .bind(3, column(entries, each -> each.getValue().blockNumber(), Long[]::new))
                .bind(4, column(entries, each -> each.getValue().succeeded(), Boolean[]::new)));
    }

    @Override
    public Mono<Void> clearReceipts(Collection<String> ids) {
        return forAll(OutboxSql.CLEAR_RECEIPTS, ids);
    }

    @Override
    public Mono<Void> resetToPending(Collection<String> ids) {
        return forAll(OutboxSql.RESET, ids);
    }

    @Override
    public Mono<Void> markFinal(Collection<String> ids) {
        return forAll(OutboxSql.MARK_FINAL, ids);
    }

    @Override
    public Mono<Void> markRefused(String id, String reason) {
        return done(sql(OutboxSql.MARK_REFUSED).bind(0, id).bind(1, reason));
    }

    private Mono<Void> forAll(String statement, Collection<String> ids) {
        return done(sql(statement).bind(0, ids.toArray(String[]::new)));
    }

    private GenericExecuteSpec sql(String statement) {
        return database.client().sql(statement);
    }

    private static Mono<Void> done(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().then();
    }

    private static <E, T> T[] column(List<E> rows, Function<E, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    /** One entry is as many rows as it has attempts, one after the other. */
    private static Flux<OutboxEntry> entries(GenericExecuteSpec query) {
        return query.map(OutboxRow::of)
                .all()
                .bufferUntilChanged(row -> row.entry().id())
                .map(OutboxRow::join);
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
