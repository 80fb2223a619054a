package org.antiphon.content.takedown;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange.Appended;
import org.antiphon.chain.ContentRuling;
import org.antiphon.chain.ContentRuling.Content;
import org.antiphon.chain.ContentRuling.Reinstatement;
import org.antiphon.chain.ContentRuling.Takedown;
import org.antiphon.chain.EventLog;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of takedowns. It changes together with the blocks that it was read from, so that each counts once. */
public final class TakedownStore {
    private static final Logger log = LoggerFactory.getLogger(TakedownStore.class);

    private static final String KNOWN =
            "SELECT number, hash, parent_hash, mined_at FROM followed_blocks ORDER BY number";
    private static final String TAKE_DOWN = """
            INSERT INTO takedowns (case_id, content_type, content_id, cid, block_number) VALUES ($1, $2, $3, $4, $5)
            """;
    private static final String REINSTATE = """
            UPDATE takedowns SET reinstated_at_block = $3
            WHERE content_type = $1 AND content_id = $2 AND reinstated_at_block IS NULL
            """;
    private static final List<String> REVERT = List.of(
            "DELETE FROM takedowns WHERE block_number >= $1",
            "UPDATE takedowns SET reinstated_at_block = NULL WHERE reinstated_at_block >= $1",
            "DELETE FROM followed_blocks WHERE number >= $1");
    private static final String ADD_BLOCKS = """
            INSERT INTO followed_blocks (number, hash, parent_hash, mined_at)
            SELECT number, hash, parent_hash, to_timestamp(seconds)
            FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) AS b (number, hash, parent_hash, seconds)
            """;
    private static final String FORGET_BLOCKS = "DELETE FROM followed_blocks WHERE number < $1";
    private static final String CASE_ABOUT = """
            SELECT case_id::text AS case_id FROM takedowns
            WHERE content_type = :type AND content_id = :id AND reinstated_at_block IS NULL
            """;

    private final Database database;

    public TakedownStore(Database database) {
        this.database = database;
    }

    /** Fails with CONTENT_TAKEN_DOWN for a track that is down, whatever CID its case names. */
    public Mono<Void> requireUp(long trackId) {
        var track = Content.track(trackId);
        return database.client()
                .sql(CASE_ABOUT)
                .bind("type", track.type())
                .bind("id", track.id())
                .map(row -> Objects.requireNonNull(row.get("case_id", String.class)))
                .one()
                .flatMap(caseId -> Mono.error(refusal("grant: track %d".formatted(trackId), caseId)));
    }

    /** The error for content that a case took down. */
    public static ApiException refusal(String content, String caseId) {
        return new ApiException(
                ErrorReason.ERROR_REASON_CONTENT_TAKEN_DOWN,
                "%s: taken down by case %s (expected: content that no arbitration has taken down)"
                        .formatted(content, caseId));
    }

    /** The last blocks applied, oldest first. */
    Mono<List<Block>> knownBlocks() {
        return database.client().sql(KNOWN).map(TakedownStore::block).all().collectList();
    }

    /** Does all of a step or nothing. */
    Mono<Void> apply(Step step, int finality) {
        return database.transaction(connection -> revert(connection, step)
                .thenMany(Flux.fromIterable(step.appended()).concatMap(block -> rule(connection, block)))
                .then(addBlocks(connection, step, finality)));
    }

    private static Mono<Void> revert(Connection connection, Step step) {
        return step.revertFrom().isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(REVERT)
                        .concatMap(sql -> run(connection, sql, step.revertFrom().getAsLong()))
                        .then();
    }

    private static Flux<Void> rule(Connection connection, Appended block) {
        return Flux.fromIterable(block.logs())
                .concatMap(each -> decode(each)
                        .flatMap(
                                ruling -> rule(connection, ruling, block.block().number())));
    }

    private static Mono<Void> rule(Connection connection, ContentRuling ruling, long block) {
        var content = ruling.content();
        return switch (ruling) {
            case Takedown down -> {
                log.info(
                        "event=content_takedown case_id={} content_type={} content_id={} cid={} block={}",
                        down.caseId(),
                        content.type(),
                        content.id(),
                        down.cid(),
                        block);
                yield run(connection, TAKE_DOWN, down.caseId(), content.type(), content.id(), down.cid(), block);
            }
            case Reinstatement ignored -> {
                log.info(
                        "event=content_reinstated content_type={} content_id={} block={}",
                        content.type(),
                        content.id(),
                        block);
                yield run(connection, REINSTATE, content.type(), content.id(), block);
            }
        };
    }

    /** What can't be read is no ruling, and must not keep the ones after it away. */
    private static Mono<ContentRuling> decode(EventLog event) {
        return Mono.fromCallable(() -> ContentRuling.decode(event))
                .flatMap(Mono::justOrEmpty)
                .onErrorResume(IllegalArgumentException.class, unreadable -> {
                    log.warn(
                            "event=ruling_unreadable transaction={} reason=\"{}\"",
                            event.transactionHash(),
                            unreadable.getMessage());
                    return Mono.empty();
                });
    }

    private static Mono<Void> addBlocks(Connection connection, Step step, int finality) {
        long oldest = step.lastBlock() - finality;
        var blocks = step.appended().stream()
                .map(Appended::block)
                .filter(block -> block.number() >= oldest)
                .toList();
        return run(
                        connection,
                        ADD_BLOCKS,
                        column(blocks, Block::number, new Long[0]),
                        column(blocks, Block::hash, new String[0]),
                        column(blocks, Block::parentHash, new String[0]),
                        column(blocks, block -> block.timestamp().getEpochSecond(), new Long[0]))
                .then(run(connection, FORGET_BLOCKS, oldest));
    }

    private static <T> T[] column(List<Block> blocks, Function<Block, T> value, T[] none) {
        return blocks.stream().map(value).toList().toArray(none);
    }

    private static Mono<Void> run(Connection connection, String sql, Object... values) {
        return Mono.defer(() -> {
            var statement = connection.createStatement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.bind(i, values[i]);
            }
            return Flux.from(statement.execute())
                    .concatMap(result -> result.getRowsUpdated())
                    .then();
        });
    }

    private static Block block(Readable row) {
        return new Block(
                column(row, "number", Long.class),
                column(row, "hash", String.class),
                column(row, "parent_hash", String.class),
                column(row, "mined_at", Instant.class));
    }

    private static <T> T column(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type), name);
    }
}
