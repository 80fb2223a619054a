package org.antiphon.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An outbox that passes everything on, for tests to bend one thing at a time. */
class DecoratedOutbox implements Outbox {

    protected final Outbox outbox;

    DecoratedOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<OutboxEntry> insertIfAbsent(RelayTransaction transaction) {
        return outbox.insertIfAbsent(transaction);
    }

    @Override
    public Mono<OutboxEntry> find(String id) {
        return outbox.find(id);
    }

    @Override
    public Flux<OutboxEntry> unfinal() {
        return outbox.unfinal();
    }

    @Override
    public Mono<Void> recordBroadcasts(List<Broadcast> broadcasts) {
        return outbox.recordBroadcasts(broadcasts);
    }

    @Override
    public Mono<Void> recordReceipts(Map<String, Receipt> receipts) {
        return outbox.recordReceipts(receipts);
    }

    @Override
    public Mono<Void> clearReceipts(Collection<String> ids) {
        return outbox.clearReceipts(ids);
    }

    @Override
    public Mono<Void> resetToPending(Collection<String> ids) {
        return outbox.resetToPending(ids);
    }

    @Override
    public Mono<Void> markFinal(Collection<String> ids) {
        return outbox.markFinal(ids);
    }

    @Override
    public Mono<Void> markRefused(String id, String reason) {
        return outbox.markRefused(id, reason);
    }
}
