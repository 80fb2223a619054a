package org.antiphon.discovery.query;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.antiphon.server.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Tells when the index of a chain has moved. One connection of the process listens to what the indexer's transactions
 * announce; a look every two seconds makes good what was not heard.
 */
public final class IndexMoves implements AutoCloseable {
    /** The channel of the trigger {@code cursor_moved}. */
    private static final String CHANNEL = "antiphon_index";

    /**
     * Where the index stands, and the newest of some positions that it still stands on. A position without a block is
     * final: only empty final blocks are removed. Index: cursor_pkey, blocks_pkey.
     */
    private static final String LOOK = """
            SELECT c.block_number, encode(c.block_hash, 'hex') AS block_hash,
                (SELECT max(k.number) FROM unnest(:numbers, :hashes) AS k (number, hash)
                 WHERE k.number <= c.block_number AND NOT EXISTS (
                     SELECT FROM blocks b
                     WHERE b.chain = c.chain AND b.number = k.number AND b.hash <> decode(k.hash, 'hex'))) AS common
            FROM cursor c WHERE c.chain = :chain
            """;

    private static final Logger log = LoggerFactory.getLogger(IndexMoves.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final int REMEMBERED = 256;

    private final Database database;
    private final String chain;
    private final Deque<Position> seen = new ArrayDeque<>();
    private final Sinks.Many<Move> moves = Sinks.many().replay().latest();
    private final Disposable running;

    private IndexMoves(Database database, String chain) {
        this.database = database;
        this.chain = chain;
        this.running = Flux.merge(Flux.interval(Duration.ZERO, LOOK_EVERY), heard())
                .onBackpressureLatest()
                .concatMap(
                        wake -> look().doOnNext(moves::tryEmitNext).onErrorResume(failure -> {
                            log.debug("event=look_failed reason=\"{}\"", failure.toString());
                            return Mono.empty();
                        }),
                        0)
                .subscribe();
    }

    /** Watches a chain from now on. */
    public static IndexMoves start(Database database, String chain) {
        return new IndexMoves(database, chain);
    }

    /** The last look, and every one after it, also when the index stood still. Ends when closed. */
    Flux<Move> moves() {
        return moves.asFlux();
    }

    @Override
    public void close() {
        running.dispose();
        moves.tryEmitComplete();
    }

    private Flux<Long> heard() {
        return database.listen(CHANNEL)
                .map(announced -> 0L)
                .concatWith(Mono.error(() -> new IllegalStateException("the connection has ended")))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .transientErrors(true)
                        .doBeforeRetry(attempt -> log.warn(
                                "event=listening_again reason=\"{}\"",
                                attempt.failure().toString())));
    }

    private Mono<Move> look() {
        return Mono.defer(() -> database.client()
                .sql(LOOK)
                .bind("numbers", seen.stream().map(Position::number).toArray(Long[]::new))
                .bind("hashes", seen.stream().map(Position::hash).toArray(String[]::new))
                .bind("chain", chain)
                .map(this::move)
                .one());
    }

    private Move move(Readable row) {
        long head = Objects.requireNonNull(row.get("block_number", Long.class));
        var common = row.get("common", Long.class);
        long kept = common == null ? 0 : common;
        seen.removeIf(position -> position.number() > kept);
        if (seen.isEmpty() || seen.getLast().number() < head) {
            seen.addLast(new Position(head, Objects.requireNonNull(row.get("block_hash", String.class))));
        }
        if (seen.size() > REMEMBERED) {
            seen.removeFirst();
        }
        return new Move(head, kept);
    }

    /**
     * The index stands at a block.
     *
     * @param kept the newest block seen before that it still stands on; what changed after it may have been taken back
     */
    record Move(long head, long kept) {}

    private record Position(long number, String hash) {}
}
