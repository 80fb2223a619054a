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
    private volatile IndexQueries.Position position = NOWHERE;

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
        if (seen.block() < 0) {
            index.starting("no block has been indexed yet");
        } else if (seen.silence().compareTo(config.indexerSilence()) > 0) {
            index.degraded("the indexer has not reported for %d s (expected: at most %d s)"
                    .formatted(
                            seen.silence().toSeconds(), config.indexerSilence().toSeconds()));
        } else if (seen.difference() > config.healthyBlockDifference()) {
            index.degraded("%d blocks behind (expected: at most %d)"
                    .formatted(seen.difference(), config.healthyBlockDifference()));
        } else {
            index.healthy();
        }
    }
}
