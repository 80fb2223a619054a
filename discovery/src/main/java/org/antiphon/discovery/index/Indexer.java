package org.antiphon.discovery.index;

import java.time.Duration;
import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.DeepReorgException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Keeps the index at the head of one chain: batches of blocks in, one transaction each. Whatever fails is tried again
 * from what is stored, except a reorganisation deeper than can be undone.
 */
public final class Indexer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Indexer.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration HEAD_EVERY = Duration.ofSeconds(2);

    private final BlockFeed feed;
    private final IndexStore store;
    private final IndexedChain chain;
    private final IndexMetrics metrics;
    private final IndexHealth health;
    private final BatchLimits limits;
    private final BatchDecoder decoder;
    private final Scheduler worker;

    Indexer(
            IndexedChain chain,
            BlockFeed feed,
            IndexStore store,
            IndexMetrics metrics,
            IndexHealth health,
            BatchLimits limits) {
        this.chain = chain;
        this.feed = feed;
        this.store = store;
        this.metrics = metrics;
        this.health = health;
        this.limits = limits;
        this.decoder = new BatchDecoder(chain.decoder());
        this.worker = Schedulers.newSingle("indexer-" + chain.name(), true);
    }

    /**
     * A step that is committed.
     *
     * @param block the last one applied
     * @param blocks applied by the step; none when it took blocks back
     * @param events of these blocks
     * @param rejected events that took no effect
     */
    public record Applied(long block, int blocks, int events, int rejected) {}

    /** The last block applied, -1 before the first. */
    public Mono<Long> lastBlock() {
        return store.knownBlocks(1)
                .map(known -> known.isEmpty() ? -1L : known.getLast().number());
    }

    /** Follows the chain until its head is applied; emits as {@link #run} does. */
    public Flux<Applied> untilHead() {
        return lastBlock()
                .zipWith(feed.head(), (last, head) -> last >= head)
                .flatMapMany(atHead ->
                        atHead ? Flux.empty() : run().concatMap(this::orHead, 1).takeUntil(Reached::head))
                .map(Reached::step);
    }

    private record Reached(Applied step, boolean head) {}

    private Mono<Reached> orHead(Applied step) {
        return feed.head().map(head -> new Reached(step, step.block() >= head));
    }

    /** Follows the chain until cancelled; emits after every step that is committed. Fails only when it must stop. */
    public Flux<Applied> run() {
        return Flux.defer(this::follow)
                .doOnError(health::failed)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .transientErrors(true)
                        .filter(failure -> !(failure instanceof DeepReorgException))
                        .doBeforeRetry(attempt -> log.warn(
                                "event=indexer_retry chain={} attempt={} reason=\"{}\"",
                                chain.name(),
                                attempt.totalRetriesInARow(),
                                attempt.failure().toString())))
                .doOnError(failure -> {
                    log.error("event=indexer_stopped chain={}", chain.name(), failure);
                    health.stopped(failure);
                });
    }

    /** Keeps the newest block of the chain known, so that the distance to it can be told. */
    public Flux<Long> watchHead() {
        return Flux.interval(Duration.ZERO, HEAD_EVERY, worker)
                .onBackpressureDrop()
                .concatMap(tick -> feed.head().flatMap(this::reportHead).onErrorResume(failure -> {
                    health.failed(failure);
                    return Mono.empty();
                }));
    }

    @Override
    public void close() {
        worker.dispose();
    }

    private Mono<Long> reportHead(long number) {
        metrics.head(number);
        health.seen();
        return store.reportHead(number).thenReturn(number);
    }

    private Flux<Applied> follow() {
        return store.knownBlocks(limits.finality())
                .doOnNext(known -> {
                    if (!known.isEmpty()) {
                        metrics.resumedAt(known.getLast().number());
                    }
                })
                .flatMapMany(known -> Gatherer.gather(feed.follow(known), limits.blocks()))
                .publishOn(Schedulers.parallel(), 1)
                .concatMap(changes -> metrics.time("decode", Mono.fromCallable(() -> steps(changes))), 1)
                .concatMapIterable(steps -> steps, 1)
                .publishOn(worker, 1)
                .concatMap(this::apply, 0);
    }

    private List<Step> steps(List<BlockChange> changes) {
        return Step.of(changes, limits.events(), decoder);
    }

    private Mono<Applied> apply(Step step) {
        return switch (step) {
            case Step.Append(var batch) -> append(batch);
            case Step.Revert(var blocks) -> revert(blocks);
        };
    }

    private Mono<Applied> append(Batch batch) {
        long undoAfter = batch.last().number() - limits.finality();
        return store.apply(
                        batch,
                        limits.finality(),
                        worker,
                        start -> new BatchFold(chain.tables(), start, undoAfter).apply(batch))
                .map(result -> {
                    metrics.applied(batch, result);
                    health.applied();
                    int events = result.outcomes().size();
                    return new Applied(
                            batch.last().number(), batch.contents().size(), events, events - result.accepted());
                });
    }

    private Mono<Applied> revert(List<Block> blocks) {
        long left = blocks.getLast().number() - 1;
        return metrics.time("revert", store.revert(blocks)).then(Mono.fromCallable(() -> {
            log.info("event=reorg chain={} depth={} block={}", chain.name(), blocks.size(), left);
            metrics.reverted(left, blocks.size());
            return new Applied(left, 0, 0, 0);
        }));
    }
}
