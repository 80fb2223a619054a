package org.antiphon.discovery;

import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.LogStream;
import org.antiphon.chain.LogStreamOptions;
import org.antiphon.discovery.index.BatchLimits;
import org.antiphon.discovery.index.BlockFeed;
import org.antiphon.discovery.index.IndexedChain;
import org.antiphon.discovery.index.Indexer;
import org.antiphon.discovery.index.IndexerParts;
import org.antiphon.discovery.rules.TrustedSigners;
import org.antiphon.server.Database;
import org.antiphon.server.ServiceHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** The indexer as a service of its own: the only writer of the index. */
public final class IndexerService {
    /** Where the migrations of the index stand on the class path; indexer and queries share the database. */
    static final String MIGRATIONS = "db/discovery";

    private static final int FINALITY = 64;
    private static final Logger log = LoggerFactory.getLogger(IndexerService.class);

    private IndexerService() {}

    /** Starts indexing and returns at once; the host's health tells how far it is. */
    public static ServiceHost start(IndexerConfig config) {
        var host = ServiceHost.create("indexer", config.listen());
        try {
            var database = host.database(config.database(), MIGRATIONS);
            follow(host, database, config, config, dataChain(config));
            config.ethereum()
                    .ifPresent(ethereum -> follow(host, database, config, ethereum, EthereumChain.of(ethereum)));
            return host.serve();
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    private static void follow(
            ServiceHost host, Database database, IndexerConfig config, ChainConfig at, IndexedChain chain) {
        var indexer = indexer(host, database, config, at, chain);
        var running = Flux.merge(indexer.run(), indexer.watchHead())
                .subscribe(
                        step -> {},
                        failure -> log.error(
                                "event=indexer_ended chain={} reason=\"{}\"", chain.name(), failure.toString()));
        host.onClose(chain.name() + " indexer", running::dispose);
    }

    /** The chain of users' actions and plays, as it is configured. */
    static IndexedChain dataChain(IndexerConfig config) {
        return IndexedChain.data(
                config.entityManager(), config.playLedger(), new TrustedSigners(config.verifier(), config.announcer()));
    }

    /** An indexer that is not running yet; the host closes what it uses. */
    static Indexer indexer(
            ServiceHost host, Database database, IndexerConfig config, ChainConfig at, IndexedChain chain) {
        var client = ChainClient.connect(
                ChainEndpoint.of(at.rpcUrls(), at.wsUrl()).withChainId(at.chainId()),
                new RpcMetrics(host.metrics(), chain.name()));
        host.health().detail(chain.healthPrefix() + "rpc_node", client::node);
        host.onClose(chain.name() + " client", client);
        var indexer = IndexerParts.indexer(
                host,
                database,
                chain,
                feed(client, config, at, chain),
                limits(config, at),
                config.healthyBlockDifference());
        host.onClose(chain.name() + " worker", indexer);
        return indexer;
    }

    private static int finality(ChainConfig at) {
        return at.finality().orElse(FINALITY);
    }

    private static BatchLimits limits(IndexerConfig config, ChainConfig at) {
        return new BatchLimits(config.batch().blocks(), config.batch().events(), finality(at));
    }

    private static BlockFeed feed(ChainClient client, IndexerConfig config, ChainConfig at, IndexedChain chain) {
        var options = LogStreamOptions.of(chain.decoder().contracts())
                .withStartBlock(at.startBlock().orElse(0))
                .withFinality(finality(at))
                .withRanges(config.ranges().blocks(), config.ranges().concurrency())
                .withPollInterval(config.pollInterval());
        return new ChainFeed(new LogStream(client.blockSource(), options));
    }
}
