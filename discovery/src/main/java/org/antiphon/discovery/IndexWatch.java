package org.antiphon.discovery;

import java.time.Duration;
import org.antiphon.discovery.query.IndexQueries;
import org.antiphon.server.HealthRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells in the health of the query service how old its answers are. It reads what the indexer left in the database: the
 * two run apart and never talk.
 */
final class IndexWatch {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final IndexQueries.Position NOWHERE = new IndexQueries.Position(-1, -1, Duration.ZERO);

    private final HealthRegistry.Component index;
    private final DiscoveryConfig config;
    private final long startedNanos = System.nanoTime();
    private volatile IndexQueries.Position position = NOWHERE;
    private boolean caughtUp;

    private IndexWatch(HealthRegistry health, DiscoveryConfig config) {
        this.index = health.component("index");
        this.config = config;
        health.detail("block_number", () -> position.block());
        health.detail("block_difference", () -> position.difference());
    }

    static AutoCloseable start(HealthRegistry health, IndexQueries queries, DiscoveryConfig config) {
        var watch = new IndexWatch(health, config);
        var running = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> queries.position()
                        .defaultIfEmpty(NOWHERE)
                        .doOnNext(watch::see)
                        .onErrorResume(failure -> {
                            watch.index.unhealthy("the database does not tell where the index stands");
                            return Mono.empty();
                        }))
                .subscribe();
        return running::dispose;
    }

    private void see(IndexQueries.Position seen) {
        position = seen;
        var isSilent = seen.silence().compareTo(config.indexerSilence()) > 0;
        if (seen.block() < 0) {
            index.starting("no block has been indexed yet");
        } else if (!isSilent && seen.difference() <= config.healthyBlockDifference()) {
            caughtUp = true;
            index.healthy();
        } else if (isStarting()) {
            index.starting("waits for the indexer, %d blocks behind".formatted(seen.difference()));
        } else if (isSilent) {
            index.degraded("the indexer has not reported for %d s (expected: at most %d s)"
                    .formatted(
                            seen.silence().toSeconds(), config.indexerSilence().toSeconds()));
        } else {
            index.degraded("%d blocks behind (expected: at most %d)"
                    .formatted(seen.difference(), config.healthyBlockDifference()));
        }
    }

    /** Both are often started together; but an old answer is better than none when the indexer stays away. */
    private boolean isStarting() {
        return !caughtUp
                && System.nanoTime() - startedNanos < config.indexerSilence().toNanos();
    }
}
