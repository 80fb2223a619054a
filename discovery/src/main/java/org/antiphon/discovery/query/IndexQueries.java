package org.antiphon.discovery.query;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/** How far the index is, and what it made of transactions. */
public final class IndexQueries {
    /** Index: blocks_pkey. Only a block of the branch that the index stands on has a row. */
    private static final String HAS_BLOCK =
            "SELECT EXISTS (SELECT FROM blocks WHERE chain = 'data' AND number = :number AND hash = decode(:hash, 'hex'))";

    /** Index: action_outcomes_pkey. */
    private static final String OUTCOMES = """
            SELECT block_number, log_index, entity_type, action, accepted, reason FROM action_outcomes
            WHERE transaction_hash = decode(:hash, 'hex') ORDER BY log_index
            """;

    private static final String POSITION =
            "SELECT block_number, head_number, extract(epoch FROM now() - seen_at)::float8 AS silence FROM cursor WHERE chain = 'data'";

    private static final long NEAR = 16;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration LOOK_FOR = Duration.ofSeconds(2);

    private final Database database;

    public IndexQueries(Database database) {
        this.database = database;
    }

    /** Whether the index has applied this very block and stands on it still. */
    public Mono<Boolean> hasApplied(long number, String hash) {
        return database.client()
                .sql(HAS_BLOCK)
                .bind("number", number)
                .bind("hash", hash.substring(2))
                .mapValue(Boolean.class)
                .one();
    }

    /**
     * The same, after waiting a moment for a block that the index is about to reach. Clients ask right after their write was
     * mined and, told no, ask again only after seconds.
     */
    public Mono<Boolean> appliesSoon(long number, String hash) {
        return hasApplied(number, hash)
                .filter(applied -> applied)
                .switchIfEmpty(Mono.defer(() -> position()
                        .filter(at -> number <= at.block() + NEAR)
                        .flatMap(at -> number <= at.block() ? hasApplied(number, hash) : untilApplied(number, hash))
                        .defaultIfEmpty(false)));
    }

    private Mono<Boolean> untilApplied(long number, String hash) {
        return Mono.defer(() -> hasApplied(number, hash))
                .filter(applied -> applied)
                .repeatWhenEmpty(again -> again.delayElements(LOOK_EVERY))
                .timeout(LOOK_FOR, Mono.just(false));
    }

    /** What became of a transaction's actions, in order; none for an unknown transaction. */
    public Mono<List<ActionResult>> outcomes(String transactionHash) {
        return database.client()
                .sql(OUTCOMES)
                .bind("hash", transactionHash.substring(2))
                .map(IndexQueries::result)
                .all()
                .collectList();
    }

    /** Where the index stands; nothing before its first block. */
    public Mono<Position> position() {
        return database.client()
                .sql(POSITION)
                .map(row -> new Position(
                        required(row, "block_number", Long.class),
                        required(row, "head_number", Long.class),
                        Duration.ofMillis((long) (1000 * required(row, "silence", Double.class)))))
                .one();
    }

    private static ActionResult result(Readable row) {
        return new ActionResult(
                required(row, "block_number", Long.class),
                required(row, "log_index", Integer.class),
                required(row, "entity_type", String.class),
                required(row, "action", String.class),
                required(row, "accepted", Boolean.class),
                required(row, "reason", String.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** What became of an action. */
    public record ActionResult(
            long blockNumber, int logIndex, String entityType, String action, boolean accepted, String reason) {}

    /**
     * Where the index stands.
     *
     * @param head the newest block of the chain that the indexer has heard of
     * @param silence how long the indexer has not reported
     */
    public record Position(long block, long head, Duration silence) {
        /** How many blocks the index is behind the chain. */
        public long difference() {
            return Math.max(0, head - block);
        }
    }
}
