package org.antiphon.discovery.index;

import org.antiphon.server.Database;
import org.antiphon.server.ServiceHost;

/** Puts an indexer together, so that its parts need not be seen outside. */
public final class IndexerParts {
    private IndexerParts() {}

    /**
     * An indexer that is not running yet.
     *
     * @param healthyDifference how many blocks behind the chain it may be before its health says so
     */
    public static Indexer indexer(
            ServiceHost host,
            Database database,
            IndexedChain chain,
            BlockFeed feed,
            BatchLimits limits,
            long healthyDifference) {
        var metrics = new IndexMetrics(host.metrics(), chain.name());
        return new Indexer(
                chain,
                feed,
                new IndexStore(database, chain, metrics),
                metrics,
                new IndexHealth(host.health(), chain.healthPrefix(), metrics, healthyDifference),
                limits);
    }
}
