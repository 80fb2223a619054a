package org.antiphon.chain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * The relay's one sequence of steps: give nonces, send, look for receipts, now and then audit. Since nothing else touches the
 * wallet's transactions, nonces need no locks and no gaps arise.
 */
final class RelayLoop {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);
    private static final Duration SHORTEST_REST = Duration.ofMillis(2);
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration TURN_TO_KICK = Duration.ofSeconds(1);

    private final NodeTransactions node;
    private final Wallet wallet;
    private final Outbox outbox;
    private final RelayOptions options;
    private final RelayState state = new RelayState();
    private final RelayBroadcaster broadcaster;
    private final RelayReceipts receipts;
    private final RelayAudit audit;
    private final Sinks.Many<Long> kicks = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private final Sinks.Empty<Void> drained = Sinks.empty();
    private final News news;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean stopping;
    private Duration rest = SHORTEST_REST;
    private long seenNews;
    private long auditedAt = System.nanoTime() - AUDIT_INTERVAL.toNanos();
    private long progressAt = System.nanoTime();

    RelayLoop(ChainClient client, Wallet wallet, Outbox outbox, RelayOptions options) {
        this.node = new NodeTransactions(client);
        this.wallet = wallet;
        this.outbox = outbox;
        this.options = options;
        this.broadcaster = new RelayBroadcaster(node, wallet, outbox, options, state);
        this.receipts = new RelayReceipts(node, wallet, outbox, state);
        this.audit = new RelayAudit(node, wallet, outbox, options, state, broadcaster);
        var heads = client.blockSource().wakeUps();
        this.news = new News(Flux.merge(kicks.asFlux(), heads), ended.asMono());
    }

    Mono<Void> start() {
        return outbox.unfinal()
                .collectList()
                .zipWith(node.nonce(wallet.address()))
                .doOnNext(both -> state.load(both.getT1(), both.getT2()))
                .then(Mono.defer(audit::fillHoles))
                .doOnSuccess(done -> run());
    }

    /** Completes when nothing is unfinished; the loop ends then, or when this is cancelled. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
                    stopping = true;
                    kick();
                    return drained.asMono();
                })
                .doFinally(signal -> {
                    running.dispose();
                    ended.tryEmitEmpty();
                });
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isFull() {
        return state.size() >= options.maxInFlight();
    }

    String wallet() {
        return wallet.address();
    }

    @Nullable
    RelayJob unfinished(String id) {
        return state.unfinished(id);
    }

    RelayJob enqueue(OutboxEntry entry) {
        var job = state.add(RelayJob.of(entry.transaction()));
        kick();
        return job;
    }

    private void run() {
        var loop = Mono.defer(this::turn)
                .then(Mono.defer(this::pause))
                .thenReturn(true)
                .repeat()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true)
                        .doBeforeRetry(signal -> log.warn(
                                "event=relay_turn_failed reason=\"{}\"",
                                signal.failure().getMessage())));
        running.update(loop.subscribe());
    }

    private Mono<Void> turn() {
        seenNews = news.count();
        return broadcaster
                .assignNonces()
                .then(Mono.defer(broadcaster::send))
                .then(Mono.defer(receipts::collect))
                .doOnNext(this::adapt)
                .then(Mono.defer(this::auditWhenDue))
                .doOnSuccess(done -> announceWhenDrained());
    }

    private void adapt(boolean progress) {
        if (progress) {
            progressAt = System.nanoTime();
        }
        var longer = rest.multipliedBy(2);
        rest = progress
                ? SHORTEST_REST
                : longer.compareTo(options.pollInterval()) < 0 ? longer : options.pollInterval();
    }

    private Mono<Void> auditWhenDue() {
        if (System.nanoTime() - auditedAt < AUDIT_INTERVAL.toNanos()) {
            return Mono.empty();
        }
        auditedAt = System.nanoTime();
        return audit.run(progressAt);
    }

    private void announceWhenDrained() {
        if (stopping && state.size() == 0) {
            drained.tryEmitEmpty();
        }
    }

    private Mono<Void> pause() {
        if (state.hasPending()) {
            rest = SHORTEST_REST;
            return Mono.empty();
        }
        return news.after(seenNews, state.hasAwaiting() ? rest : options.pollInterval());
    }

    private void kick() {
        kicks.emitNext(0L, Sinks.EmitFailureHandler.busyLooping(TURN_TO_KICK));
    }
}
