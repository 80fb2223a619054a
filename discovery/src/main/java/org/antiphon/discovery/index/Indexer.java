package org.antiphon.discovery.index;

import java.time.Duration;
import java.util.Optional;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.DeepReorgException;
import org.antiphon.chain.EventLog;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.Texts;
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
        this.worker = Schedulers.newSingle("indexer-" + chain.name(), true);
    }

    /** Follows the chain until cancelled; emits after every step that is committed. Fails only when it must stop. */
    public Flux<Long> run() {
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

    private Flux<Long> follow() {
        return store.knownBlocks(limits.finality())
                .doOnNext(known -> {
                    if (!known.isEmpty()) {
                        metrics.resumedAt(known.getLast().number());
                    }
                })
                .flatMapMany(feed::follow)
                .bufferTimeout(limits.blocks(), limits.maxWait(), worker, true)
                .publishOn(worker, 1)
                .concatMapIterable(changes -> Step.of(changes, limits.events()), 1)
                .concatMap(this::apply, 0);
    }

    private Mono<Long> apply(Step step) {
        return switch (step) {
            case Step.Append append -> append(append);
            case Step.Revert revert -> revert(revert);
        };
    }

    private Mono<Long> append(Step.Append step) {
        return metrics.time("decode", Mono.fromCallable(() -> decode(step)))
                .flatMap(batch -> store.apply(batch, limits.finality(), worker, rows -> {
                            long undoAfter = batch.last().number() - limits.finality();
                            return new BatchFold(chain.tables(), rows, undoAfter).apply(batch);
                        })
                        .map(result -> {
                            metrics.applied(batch, result);
                            health.applied();
                            return batch.last().number();
                        }));
    }

    private Batch decode(Step.Append step) {
        return new Batch(step.blocks().stream().map(this::decode).toList());
    }

    private Batch.Content decode(BlockChange.Appended appended) {
        var block = appended.block();
        return new Batch.Content(
                block,
                appended.logs().stream()
                        .flatMap(each -> decode(block, each).stream())
                        .toList());
    }

    /** What can't be read becomes an event that says so; nothing here may stop the index. */
    private Optional<Batch.Placed> decode(Block block, EventLog event) {
        Optional<Event> decoded;
        try {
            decoded = chain.decoder().decode(block, event);
        } catch (RuntimeException unreadable) {
            decoded = Optional.of(new Event.Unreadable(Texts.brief(String.valueOf(unreadable.getMessage()))));
        }
        return decoded.map(found -> new Batch.Placed(event.transactionHash(), event.logIndex(), found));
    }

    private Mono<Long> revert(Step.Revert step) {
        long left = step.blocks().getLast().number() - 1;
        return metrics.time("revert", store.revert(step.blocks())).then(Mono.fromCallable(() -> {
            log.info(
                    "event=reorg chain={} depth={} block={}",
                    chain.name(),
                    step.blocks().size(),
                    left);
            metrics.reverted(left, step.blocks().size());
            return left;
        }));
    }
}
