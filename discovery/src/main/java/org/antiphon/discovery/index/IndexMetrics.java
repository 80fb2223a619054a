package org.antiphon.discovery.index;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** The figures of the indexer. */
final class IndexMetrics {
    private final MeterRegistry registry;
    private final AtomicLong head = new AtomicLong(-1);
    private final AtomicLong applied = new AtomicLong(-1);

    IndexMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("indexer.blocks.behind", this, IndexMetrics::behind)
                .description("blocks of the chain that are not applied yet")
                .register(registry);
        Gauge.builder("indexer.block", applied, AtomicLong::get)
                .description("number of the last block applied")
                .register(registry);
    }

    /** Times a phase of a batch. */
    <T> Mono<T> time(String phase, Mono<T> work) {
        return Mono.defer(() -> {
            var sample = Timer.start(registry);
            return work.doOnTerminate(() -> sample.stop(registry.timer("indexer.batch", "phase", phase)));
        });
    }

    void applied(Batch batch, BatchResult result) {
        applied.set(batch.last().number());
        head.accumulateAndGet(batch.last().number(), Math::max);
        registry.counter("indexer.blocks").increment(batch.contents().size());
        registry.counter("indexer.actions", "outcome", "accepted").increment(result.accepted());
        registry.counter("indexer.plays").increment(result.plays());
        result.rejected().forEach((kind, count) -> {
            registry.counter("indexer.actions", "outcome", "rejected").increment(count);
            registry.counter("indexer.rejections", "reason", kind.name().toLowerCase(Locale.ROOT))
                    .increment(count);
        });
    }

    void reverted(long lastLeft, int depth) {
        applied.set(lastLeft);
        DistributionSummary.builder("indexer.reorg.depth")
                .description("blocks taken back at once")
                .register(registry)
                .record(depth);
    }

    void resumedAt(long number) {
        applied.set(number);
    }

    void head(long number) {
        head.set(number);
    }

    long applied() {
        return applied.get();
    }

    /** Blocks of the chain that are not applied yet. */
    long behind() {
        return Math.max(0, head.get() - applied.get());
    }
}
