package org.antiphon.identity.plays;

import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.antiphon.chain.Play;
import org.antiphon.server.Database;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Plays that are not yet on the ledger, and the batches they were put into. */
final class PlayStore {
    private static final int BATCH_ID_BYTES = 32;

    private static final String KEEP = """
            INSERT INTO play (user_id, track_id, played_at)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])""";

    private static final String COUNT = "SELECT count(*) AS plays FROM play";

    /** Forms one batch of the plays that wait longest; nothing when none waits. */
    private static final String FORM = """
            WITH chosen AS (
                SELECT sequence FROM play WHERE batch_id IS NULL ORDER BY sequence LIMIT $2 FOR UPDATE SKIP LOCKED
            ), batch AS (
                INSERT INTO play_batch (id) SELECT $1 WHERE EXISTS (SELECT FROM chosen) RETURNING id
            )
            UPDATE play SET batch_id = batch.id FROM batch, chosen WHERE play.sequence = chosen.sequence""";

    private static final String OPEN = """
            SELECT id, attempt FROM play_batch WHERE recorded_at IS NULL ORDER BY sequence LIMIT $1""";

    private static final String PLAYS = """
            SELECT user_id, track_id, played_at FROM play WHERE batch_id = $1 ORDER BY sequence""";

    private static final String REFUSED = "UPDATE play_batch SET attempt = attempt + 1 WHERE id = $1 AND attempt = $2";

    private static final String RECORDED = """
            WITH done AS (UPDATE play_batch SET recorded_at = now() WHERE id = $1)
            DELETE FROM play WHERE batch_id = $1""";

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    PlayStore(Database database) {
        this.database = database;
    }

    Mono<Void> keep(List<Play> plays) {
        return sql(KEEP)
                .bind(0, plays.stream().map(Play::userId).toArray(Long[]::new))
                .bind(1, plays.stream().map(Play::trackId).toArray(Long[]::new))
                .bind(2, plays.stream().map(Play::playedAt).toArray(Long[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Long> count() {
        return sql(COUNT).map(row -> required(row, "plays", Long.class)).one();
    }

    /** Puts waiting plays into one more batch, with an id of its own each time; how many. */
    Mono<Long> formBatch() {
        return Mono.defer(() -> sql(FORM)
                .bind(0, newBatchId())
                .bind(1, PlayBatch.MAX_PLAYS)
                .fetch()
                .rowsUpdated());
    }

    private String newBatchId() {
        var id = new byte[BATCH_ID_BYTES];
        random.nextBytes(id);
        return "0x" + HexFormat.of().formatHex(id);
    }

    /** The oldest batches that are not on the ledger. */
    Flux<PlayBatch> openBatches(int limit) {
        return sql(OPEN)
                .bind(0, limit)
                .map(row -> new PlayBatch(
                        required(row, "id", String.class), required(row, "attempt", Integer.class), List.of()))
                .all()
                .collectList()
                .flatMapIterable(batches -> batches)
                .concatMap(this::withPlays);
    }

    Mono<Void> refused(PlayBatch batch) {
        return done(sql(REFUSED).bind(0, batch.id()).bind(1, batch.attempt()));
    }

    Mono<Void> recorded(PlayBatch batch) {
        return done(sql(RECORDED).bind(0, batch.id()));
    }

    private Mono<PlayBatch> withPlays(PlayBatch batch) {
        return sql(PLAYS)
                .bind(0, batch.id())
                .map(row -> new Play(
                        required(row, "user_id", Long.class),
                        required(row, "track_id", Long.class),
                        required(row, "played_at", Long.class)))
                .all()
                .collectList()
                .map(plays -> new PlayBatch(batch.id(), batch.attempt(), plays));
    }

    private GenericExecuteSpec sql(String statement) {
        return database.client().sql(statement);
    }

    private static Mono<Void> done(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().then();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
