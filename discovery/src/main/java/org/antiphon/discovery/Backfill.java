package org.antiphon.discovery;

import java.time.Duration;
import org.antiphon.discovery.index.Indexer;
import org.antiphon.server.ServiceHost;
import reactor.core.publisher.Flux;

/** The index of the data chain brought to the chain's head, once. */
public final class Backfill implements AutoCloseable {
    private final ServiceHost host;
    private final Indexer indexer;

    private Backfill(ServiceHost host, Indexer indexer) {
        this.host = host;
        this.indexer = indexer;
    }

    /**
     * How far it is.
     *
     * @param block the last one applied
     * @param blocks applied so far
     * @param events of them
     * @param rejected events that took no effect
     * @param time since the beginning
     */
    public record Progress(long block, long blocks, long events, long rejected, Duration time) {
        /** Events applied in a second. */
        public double eventsPerSecond() {
            return events * 1e9 / Math.max(1, time.toNanos());
        }
    }

    /** Opens the database, which is migrated to the newest schema. Blocks. */
    public static Backfill open(IndexerConfig config) {
        var host = ServiceHost.create("indexer", config.listen());
        try {
            var database = host.database(config.database(), IndexerService.MIGRATIONS);
            var chain = IndexerService.dataChain(config);
            return new Backfill(host, IndexerService.indexer(host, database, config, config, chain));
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    /** Runs until the head of the chain is applied; emits after every step that is committed. */
    public Flux<Progress> run() {
        return indexer.lastBlock().flatMapMany(last -> {
            long began = System.nanoTime();
            return indexer.untilHead()
                    .scan(
                            new Progress(last, 0, 0, 0, Duration.ZERO),
                            (sum, step) -> new Progress(
                                    step.block(),
                                    sum.blocks() + step.blocks(),
                                    sum.events() + step.events(),
                                    sum.rejected() + step.rejected(),
                                    Duration.ofNanos(System.nanoTime() - began)));
        });
    }

    @Override
    public void close() {
        host.close();
    }
}
