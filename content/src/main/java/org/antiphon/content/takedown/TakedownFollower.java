package org.antiphon.content.takedown;

import java.time.Duration;
import java.util.Set;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.DeepReorgException;
import org.antiphon.chain.LogStream;
import org.antiphon.chain.LogStreamOptions;
import org.antiphon.server.HealthRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Keeps the table of takedowns at the head of the chain. Whatever fails is tried again from what is stored. */
public final class TakedownFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TakedownFollower.class);
    private static final int BATCH = 500;
    private static final Duration BATCH_WAIT = Duration.ofMillis(20);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration HEAD_EVERY = Duration.ofSeconds(2);

    private final TakedownStore store;
    private final TakedownHealth health;
    private final ChainClient client;
    private final LogStreamOptions options;
    private final LogStream stream;
    private final Disposable running;

    /** Starts to follow and returns at once. */
    public TakedownFollower(TakedownConfig config, TakedownStore store, HealthRegistry health) {
        this.store = store;
        this.health = new TakedownHealth(health);
        this.client = ChainClient.connect(
                ChainEndpoint.of(config.rpcUrls(), config.wsUrl()).withChainId(config.chainId()));
        var defaults = LogStreamOptions.of(Set.of(config.arbitration()));
        this.options = defaults.withStartBlock(config.startBlock().orElse(defaults.startBlock()))
                .withFinality(config.finality().orElse(defaults.finality()));
        this.stream = new LogStream(client.blockSource(), options);
        this.running = Flux.merge(rulings(), head()).subscribe();
    }

    @Override
    public void close() {
        running.dispose();
        client.close();
    }

    private Flux<Long> rulings() {
        return Flux.defer(this::follow)
                .doOnError(failure -> health.failed("the rulings can't be read", failure))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .transientErrors(true)
                        .filter(failure -> !(failure instanceof DeepReorgException))
                        .doBeforeRetry(attempt -> log.warn(
                                "event=takedowns_retry attempt={} reason=\"{}\"",
                                attempt.totalRetriesInARow(),
                                attempt.failure().toString())))
                .onErrorResume(failure -> {
                    log.error("event=takedowns_stopped", failure);
                    health.failed("no more rulings are read", failure);
                    return Mono.empty();
                });
    }

    private Flux<Long> follow() {
        return store.knownBlocks()
                .doOnNext(known -> {
                    if (!known.isEmpty()) {
                        health.resumed(known.getLast().number());
                    }
                })
                .flatMapMany(stream::follow)
                .bufferTimeout(BATCH, BATCH_WAIT, Schedulers.parallel(), true)
                .map(Step::of)
                .filter(step -> !step.isNothing())
                .concatMap(step -> store.apply(step, options.finality()).thenReturn(step.lastBlock()), 0)
                .doOnNext(health::applied);
    }

    private Flux<Long> head() {
        return Flux.interval(Duration.ZERO, HEAD_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> stream.head().doOnNext(health::head).onErrorResume(failure -> {
                    health.failed("the chain does not answer", failure);
                    return Mono.empty();
                }));
    }
}
