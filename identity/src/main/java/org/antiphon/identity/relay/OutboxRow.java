package org.antiphon.identity.relay;

import static org.antiphon.identity.relay.PostgresOutbox.required;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.antiphon.chain.Broadcast;
import org.antiphon.chain.OutboxEntry;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayTransaction;
import org.jspecify.annotations.Nullable;

/** An outbox entry beside one of its attempts, as the join of both tables yields them. */
record OutboxRow(OutboxEntry entry, @Nullable Broadcast broadcast) {

    static OutboxRow of(Readable row) {
        var transaction = new RelayTransaction(
                required(row, "id", String.class),
                required(row, "contract", String.class),
                required(row, "data", byte[].class),
                required(row, "gas_limit", Long.class));
        var state = OutboxEntry.State.valueOf(required(row, "state", String.class));
        var entry = new OutboxEntry(transaction, List.of(), receipt(row), state, row.get("refusal", String.class));
        return new OutboxRow(entry, broadcast(row));
    }

    static OutboxEntry join(List<OutboxRow> rows) {
        var entry = rows.getFirst().entry;
        var broadcasts =
                rows.stream().flatMap(row -> Stream.ofNullable(row.broadcast)).toList();
        return new OutboxEntry(entry.transaction(), broadcasts, entry.receipt(), entry.state(), entry.refusal());
    }

    private static @Nullable Receipt receipt(Readable row) {
        var hash = row.get("transaction_hash", String.class);
        return hash == null
                ? null
                : new Receipt(
                        hash,
                        required(row, "block_hash", String.class),
                        required(row, "block_number", Long.class),
                        required(row, "succeeded", Boolean.class));
    }

    private static @Nullable Broadcast broadcast(Readable row) {
        var hash = row.get("broadcast_hash", String.class);
        return hash == null
                ? null
                : new Broadcast(
                        required(row, "id", String.class),
                        required(row, "broadcast_nonce", Long.class),
                        hash,
                        Objects.requireNonNull(row.get("raw", byte[].class)));
    }
}
