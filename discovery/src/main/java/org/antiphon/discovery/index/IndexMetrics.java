package org.antiphon.discovery.index;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** The figures of the indexer of one chain. */
final class IndexMetrics {
    private final MeterRegistry registry;
    private final Tags chain;
    private final AtomicLong head = new AtomicLong(-1);
    private final AtomicLong applied = new AtomicLong(-1);

    IndexMetrics(MeterRegistry registry, String chainName) {
        this.registry = registry;
        this.chain = Tags.of("chain", chainName);
        Gauge.builder("indexer.blocks.behind", this, IndexMetrics::behind)
                .tags(chain)
                .description("blocks of the chain that are not applied yet")
                .register(registry);
        Gauge.builder("indexer.block", applied, AtomicLong::get)
                .tags(chain)
                .description("number of the last block applied")
                .register(registry);
    }

    /** Times a phase of a batch. */
    <T> Mono<T> time(String phase, Mono<T> work) {
        return Mono.defer(() -> {
            var sample = Timer.start(registry);
            return work.doOnTerminate(() -> sample.stop(registry.timer("indexer.batch", chain.and("phase", phase))));
        });
    }

    void applied(Batch batch, BatchResult result) {
        applied.set(batch.last().number());
        head.accumulateAndGet(batch.last().number(), Math::max);
        registry.counter("indexer.blocks", chain).increment(batch.contents().size());
        registry.counter("indexer.actions", chain.and("outcome", "accepted")).increment(result.accepted());
        result.rejected().forEach((kind, count) -> {
            registry.counter("indexer.actions", chain.and("outcome", "rejected"))
                    .increment(count);
            registry.counter(
                            "indexer.rejections",
                            chain.and("reason", kind.name().toLowerCase(Locale.ROOT)))
                    .increment(count);
        });
    }

    void reverted(long lastLeft, int depth) {
        applied.set(lastLeft);
        DistributionSummary.builder("indexer.reorg.depth")
                .tags(chain)
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
