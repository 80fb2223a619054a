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
            BlockFeed feed,
            String entityManager,
            String playLedger,
            BatchLimits limits,
            long healthyDifference) {
        var metrics = new IndexMetrics(host.metrics());
        return new Indexer(
                feed,
                new IndexStore(database, metrics),
                new EventDecoder(entityManager, playLedger),
                metrics,
                new IndexHealth(host.health(), metrics, healthyDifference),
                limits);
    }
}
