package org.antiphon.discovery.query;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.antiphon.server.Database;
import org.jspecify.annotations.Nullable;
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

    /** Indexes: cursor_pkey, blocks_with_actions. */
    private static final String COMMITMENT = """
            SELECT coalesce(CAST(:number AS bigint), c.block_number) AS number, b.number AS changed_at,
                '0x' || encode(b.hash, 'hex') AS hash, '0x' || encode(CASE WHEN b.number IS NULL
                    THEN sha256(decode(repeat('00', 2048), 'hex')) ELSE b.commitment END, 'hex') AS commitment
            FROM cursor c
            LEFT JOIN LATERAL (SELECT number, hash, commitment FROM blocks
                WHERE chain = :chain AND has_actions AND number <= coalesce(CAST(:number AS bigint), c.block_number)
                ORDER BY number DESC LIMIT 1) b ON true
            WHERE c.chain = :chain AND (b.number IS NULL OR b.commitment IS NOT NULL) AND c.block_number >= coalesce(CAST(:number AS bigint), 0)
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

    /**
     * The commitment to the rows after a block; nothing for a block that is not applied, or was before there were
     * commitments.
     *
     * @param number null for the last block applied
     */
    public Mono<Commitment> commitment(String chain, @Nullable Long number) {
        var query = database.client().sql(COMMITMENT).bind("chain", chain);
        return (number == null ? query.bindNull("number", Long.class) : query.bind("number", number))
                .map(row -> new Commitment(
                        required(row, "number", Long.class),
                        Objects.requireNonNullElse(row.get("changed_at", Long.class), -1L),
                        Objects.requireNonNullElse(row.get("hash", String.class), ""),
                        required(row, "commitment", String.class)))
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

    /**
     * What the index held after a block.
     *
     * @param changedAt the last block up to it with an event
     * @param changedAtHash with {@code 0x}
     * @param commitment 32 bytes with {@code 0x}
     */
    public record Commitment(long number, long changedAt, String changedAtHash, String commitment) {}

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
