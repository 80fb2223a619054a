package org.antiphon.discovery.index;

import org.antiphon.chain.ChainException;
import org.antiphon.chain.DeepReorgException;
import org.antiphon.discovery.rules.Texts;
import org.antiphon.server.HealthRegistry;

/** What the indexer tells of its health: the way to the chain, and how far the index is behind it. */
final class IndexHealth {
    private final HealthRegistry.Component chain;
    private final HealthRegistry.Component index;
    private final IndexMetrics metrics;
    private final long tolerated;
    private volatile boolean failing;
    private volatile boolean stopped;
    private volatile boolean caughtUp;

    IndexHealth(HealthRegistry registry, String prefix, IndexMetrics metrics, long tolerated) {
        this.chain = registry.component(prefix + "chain");
        this.index = registry.component(prefix + "index");
        this.metrics = metrics;
        this.tolerated = tolerated;
        registry.detail(prefix + "block_number", metrics::applied);
        registry.detail(prefix + "block_difference", metrics::behind);
    }

    /** Blocks were applied: whatever failed before works again. */
    void applied() {
        failing = false;
        seen();
    }

    /**
     * The chain told its newest block. That mends a failure only when there is nothing left to apply: a chain that answers
     * can still be the wrong one, or hold a block that can't be applied.
     */
    void seen() {
        failing = failing && metrics.behind() > 0;
        if (stopped || failing) {
            return;
        }
        chain.healthy();
        if (metrics.behind() <= tolerated) {
            caughtUp = true;
            index.healthy();
        } else if (caughtUp) {
            index.degraded("%d blocks behind (expected: at most %d)".formatted(metrics.behind(), tolerated));
        } else {
            index.starting("%d blocks to index".formatted(metrics.behind()));
        }
    }

    /** Something went wrong that is tried again. */
    void failed(Throwable failure) {
        failing = true;
        if (stopped) {
            return;
        }
        if (failure instanceof ChainException) {
            chain.unhealthy(why(failure));
        } else {
            index.unhealthy(why(failure));
        }
    }

    /** Something went wrong that trying again can't mend. */
    void stopped(Throwable failure) {
        stopped = true;
        var part = failure instanceof DeepReorgException ? chain : index;
        part.unhealthy("the indexer has stopped: " + why(failure));
    }

    private static String why(Throwable failure) {
        return Texts.brief(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
}
