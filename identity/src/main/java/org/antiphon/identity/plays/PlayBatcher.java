package org.antiphon.identity.plays;

import java.time.Duration;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.TransactionRefused;
import org.antiphon.identity.relay.TransactionSender;
import org.antiphon.server.HealthRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes plays to the ledger exactly once. A batch is fixed in the database before it is sent and keeps its id until it is
 * recorded, and the ledger takes an id once: sending again after a crash can neither lose nor double a play.
 */
final class PlayBatcher {
    private static final Logger log = LoggerFactory.getLogger(PlayBatcher.class);
    private static final String ALREADY_RECORDED = "batch already recorded";
    private static final int BATCHES_AT_ONCE = 8;
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);

    private final PlayStore store;
    private final PlayQueue queue;
    private final TransactionSender sender;
    private final String ledger;
    private final PlayLimits limits;
    private final HealthRegistry.Component health;

    PlayBatcher(
            PlayStore store,
            PlayQueue queue,
            TransactionSender sender,
            String ledger,
            PlayLimits limits,
            HealthRegistry.Component health) {
        this.store = store;
        this.queue = queue;
        this.sender = sender;
        this.ledger = ledger;
        this.limits = limits;
        this.health = health;
    }

    /** Works until disposed. */
    Flux<Void> run() {
        var added = queue.wakeUps().sample(limits.batchDelay());
        var anyway = Flux.interval(Duration.ZERO, LOOK_ANYWAY).map(tick -> true);
        return Flux.merge(added, anyway)
                .onBackpressureLatest()
                .concatMap(
                        wake -> drain().retryWhen(Retry.fixedDelay(Long.MAX_VALUE, limits.retryDelay())
                                .doBeforeRetry(signal -> report(signal.failure()))),
                        1);
    }

    /** Forms and sends batches until nothing waits. */
    private Mono<Void> drain() {
        return formBatches()
                .then(Mono.defer(this::sendOpen))
                .repeat()
                .takeUntil(sent -> sent < BATCHES_AT_ONCE)
                .then(queue.recount())
                .doOnNext(left -> health.healthy())
                .then();
    }

    private Mono<Void> formBatches() {
        return store.formBatch()
                .repeat(BATCHES_AT_ONCE - 1)
                .takeUntil(plays -> plays < PlayBatch.MAX_PLAYS)
                .then();
    }

    private Mono<Long> sendOpen() {
        return store.openBatches(BATCHES_AT_ONCE)
                .flatMap(batch -> send(batch).thenReturn(batch), BATCHES_AT_ONCE)
                .count();
    }

    private Mono<Void> send(PlayBatch batch) {
        return sender.submit(batch.transaction(ledger))
                .flatMap(receipt -> receipt.succeeded() ? Mono.just(receipt) : Mono.error(reverted(receipt)))
                .then()
                .onErrorResume(TransactionRefused.class, refusal -> afterRefusal(batch, refusal))
                .then(store.recorded(batch));
    }

    /** That the ledger has the batch already is what we want; any other refusal needs another attempt. */
    private Mono<Void> afterRefusal(PlayBatch batch, TransactionRefused refusal) {
        return refusal.reason().contains(ALREADY_RECORDED)
                ? Mono.empty()
                : store.refused(batch).then(Mono.error(refusal));
    }

    private static TransactionRefused reverted(Receipt receipt) {
        return new TransactionRefused("reverted in block " + receipt.blockNumber());
    }

    private void report(Throwable failure) {
        var reason = failure instanceof TransactionRefused refusal
                ? refusal.reason()
                : failure.getClass().getSimpleName();
        log.warn("plays=kept retry_after={} reason=\"{}\"", limits.retryDelay(), failure.toString());
        health.degraded("plays wait for the ledger: " + reason);
    }
}
