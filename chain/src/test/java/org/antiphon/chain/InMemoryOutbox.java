package org.antiphon.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.antiphon.chain.OutboxEntry.State;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An outbox that outlives a relay, as a database does, but not the test. */
public final class InMemoryOutbox implements Outbox {

    private static final Comparator<OutboxEntry> NONCE_THEN_INSERTION =
            Comparator.comparingLong(entry -> entry.broadcasts().isEmpty()
                    ? Long.MAX_VALUE
                    : entry.broadcasts().getLast().nonce());

    private final Map<String, OutboxEntry> entries = new LinkedHashMap<>();

    @Override
    public Mono<OutboxEntry> insertIfAbsent(RelayTransaction transaction) {
        return Mono.fromSupplier(() -> {
            synchronized (entries) {
                return entries.computeIfAbsent(transaction.id(), id -> OutboxEntry.pending(transaction));
            }
        });
    }

    @Override
    public Mono<OutboxEntry> find(String id) {
        return Mono.fromSupplier(() -> all().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElse(null));
    }

    @Override
    public Flux<OutboxEntry> unfinal() {
        return Flux.defer(() -> Flux.fromIterable(all().stream()
                .filter(entry -> entry.state() != State.FINAL && entry.state() != State.REFUSED)
                .sorted(NONCE_THEN_INSERTION)
                .toList()));
    }

    @Override
    public Mono<Void> recordBroadcasts(List<Broadcast> broadcasts) {
        return Mono.fromRunnable(() -> broadcasts.forEach(broadcast -> update(broadcast.id(), entry -> {
            var attempts = new ArrayList<>(entry.broadcasts());
            attempts.add(broadcast);
            return new OutboxEntry(entry.transaction(), attempts, null, State.BROADCAST, null);
        })));
    }

    @Override
    public Mono<Void> recordReceipts(Map<String, Receipt> receipts) {
        return Mono.fromRunnable(() ->
                receipts.forEach((id, receipt) -> update(id, entry -> with(entry, receipt, State.INCLUDED))));
    }

    @Override
    public Mono<Void> clearReceipts(Collection<String> ids) {
        return Mono.fromRunnable(() -> ids.forEach(id -> update(id, entry -> with(entry, null, State.BROADCAST))));
    }

    @Override
    public Mono<Void> resetToPending(Collection<String> ids) {
        return Mono.fromRunnable(() ->
                ids.forEach(id -> update(id, entry -> OutboxEntry.pending(entry.transaction()))));
    }

    @Override
    public Mono<Void> markFinal(Collection<String> ids) {
        return Mono.fromRunnable(() ->
                ids.forEach(id -> update(id, entry -> with(entry, entry.receipt(), State.FINAL))));
    }

    @Override
    public Mono<Void> markRefused(String id, String reason) {
        return Mono.fromRunnable(() -> update(
                id, entry -> new OutboxEntry(entry.transaction(), entry.broadcasts(), null, State.REFUSED, reason)));
    }

    /** Everything it holds, in order of insertion. */
    public List<OutboxEntry> all() {
        synchronized (entries) {
            return List.copyOf(entries.values());
        }
    }

    private void update(String id, UnaryOperator<OutboxEntry> change) {
        synchronized (entries) {
            entries.computeIfPresent(id, (key, entry) -> change.apply(entry));
        }
    }

    private static OutboxEntry with(OutboxEntry entry, @Nullable Receipt receipt, State state) {
        return new OutboxEntry(entry.transaction(), entry.broadcasts(), receipt, state, null);
    }
}
