package org.antiphon.discovery.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.antiphon.discovery.store.Columns;
import org.antiphon.discovery.store.RowJson;
import org.antiphon.discovery.store.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is kept of a batch beside the rows that it changed. */
final class BatchRecords {
    private static final Columns<BlockRow> BLOCKS = Columns.of(BlockRow.class);
    private static final Columns<OutcomeRow> OUTCOMES = Columns.of(OutcomeRow.class);
    private static final Columns<UndoRow> UNDO = Columns.of(UndoRow.class);

    private final String chain;
    private final RowJson json = new RowJson();

    BatchRecords(String chain) {
        this.chain = chain;
    }

    /** A block that was applied. */
    public record BlockRow(
            String chain,
            long number,
            String hash,
            String parentHash,
            Instant blockTime,
            boolean hasActions,
            @Nullable String commitment) {}

    /** What became of an event. */
    public record OutcomeRow(
            String chain,
            String transactionHash,
            int logIndex,
            long blockNumber,
            String entityType,
            String action,
            boolean accepted,
            String reason) {}

    /** A row as it was before a block. */
    public record UndoRow(
            String chain,
            long blockNumber,
            String tableName,
            String rowKey,
            @Nullable String before) {}

    Mono<Void> blocks(Statements sql, Batch batch, List<StateCommitter.BlockState> states) {
        var rows = new ArrayList<BlockRow>();
        for (int i = 0; i < states.size(); i++) {
            rows.add(row(batch.contents().get(i), states.get(i)));
        }
        return copy(sql, "blocks", BLOCKS, rows);
    }

    Mono<Void> outcomes(Statements sql, List<Outcome> outcomes) {
        return copy(
                sql,
                "action_outcomes",
                OUTCOMES,
                outcomes.stream().map(this::row).toList());
    }

    Mono<Void> undo(Statements sql, List<UndoImage> images) {
        return copy(sql, "undo_images", UNDO, images.stream().map(this::row).toList());
    }

    private BlockRow row(Batch.Content content, StateCommitter.BlockState state) {
        var block = content.block();
        boolean hasActions = !content.events().isEmpty();
        return new BlockRow(
                chain,
                block.number(),
                bytes(block.hash()),
                bytes(block.parentHash()),
                block.timestamp(),
                hasActions,
                hasActions ? "\\x" + HexFormat.of().formatHex(state.commitment()) : null);
    }

    private OutcomeRow row(Outcome outcome) {
        return new OutcomeRow(
                chain,
                bytes(outcome.transactionHash()),
                outcome.logIndex(),
                outcome.blockNumber(),
                outcome.entityType(),
                outcome.action(),
                outcome.accepted(),
                outcome.reason());
    }

    private UndoRow row(UndoImage image) {
        var before = image.before() == null ? null : json.write(image.before());
        return new UndoRow(chain, image.blockNumber(), image.tableName(), json.write(image.rowKey()), before);
    }

    private static <T> Mono<Void> copy(Statements sql, String table, Columns<T> columns, List<T> rows) {
        return rows.isEmpty() ? Mono.empty() : sql.copy(IndexSql.copy(table, columns), columns.copy(rows));
    }

    /** As PostgreSQL reads bytes. */
    private static String bytes(String hex) {
        return "\\" + hex.substring(1);
    }
}
