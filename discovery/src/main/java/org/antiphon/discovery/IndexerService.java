package org.antiphon.discovery;

import java.util.Set;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.LogStream;
import org.antiphon.chain.LogStreamOptions;
import org.antiphon.discovery.index.BatchLimits;
import org.antiphon.discovery.index.BlockFeed;
import org.antiphon.discovery.index.IndexerParts;
import org.antiphon.server.ServiceHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** The indexer as a service of its own: the only writer of the index. */
public final class IndexerService {
    /** Where the migrations of the index stand on the class path; indexer and queries share the database. */
    static final String MIGRATIONS = "db/discovery";

    private static final Logger log = LoggerFactory.getLogger(IndexerService.class);

    private IndexerService() {}

    /** Starts indexing and returns at once; the host's health tells how far it is. */
    public static ServiceHost start(IndexerConfig config) {
        var host = ServiceHost.create("indexer", config.listen());
        try {
            var database = host.database(config.database(), MIGRATIONS);
            var client = ChainClient.connect(
                    ChainEndpoint.of(config.rpcUrls().getFirst(), config.wsUrl().orElse(null)));
            host.onClose("chain client", client);
            var indexer = IndexerParts.indexer(
                    host,
                    database,
                    feed(client, config),
                    config.entityManager(),
                    config.playLedger(),
                    limits(config),
                    config.healthyBlockDifference());
            host.onClose("indexer worker", indexer);
            var running = Flux.merge(indexer.run(), indexer.watchHead())
                    .subscribe(
                            block -> {}, failure -> log.error("event=indexer_ended reason=\"{}\"", failure.toString()));
            host.onClose("indexer", running::dispose);
            return host.serve();
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    private static BatchLimits limits(IndexerConfig config) {
        return new BatchLimits(
                config.batch().blocks(), config.batch().events(), config.batch().maxWait(), config.finality());
    }

    private static BlockFeed feed(ChainClient client, IndexerConfig config) {
        var options = LogStreamOptions.of(Set.of(config.entityManager(), config.playLedger()))
                .withStartBlock(config.startBlock())
                .withFinality(config.finality())
                .withRanges(config.ranges().blocks(), config.ranges().concurrency())
                .withPollInterval(config.pollInterval());
        var stream = new LogStream(client.blockSource(), options);
        return new CheckedFeed(client, stream, config.chainId());
    }
}
