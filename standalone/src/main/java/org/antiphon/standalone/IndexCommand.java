package org.antiphon.standalone;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.discovery.Backfill;
import org.antiphon.discovery.IndexerConfig;
import org.antiphon.discovery.IndexerService;
import org.antiphon.server.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code antiphon index}: the indexer alone, on any chain and any database. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description =
                "Index a chain into a PostgreSQL database, empty or begun before. Follows the chain until Ctrl-C.")
final class IndexCommand implements Callable<Integer> {
    private static final String PREFIX = "antiphon.indexer.";
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rpc",
            required = true,
            paramLabel = "URL",
            description = "JSON-RPC URL of the chain; may be given several times.")
    private List<URI> rpc;

    @Option(names = "--ws", paramLabel = "URL", description = "WebSocket URL: new blocks are seen at once.")
    private Optional<URI> ws;

    @Option(
            names = "--db",
            required = true,
            paramLabel = "URL",
            description = "postgresql://USER:PASSWORD@HOST:PORT/DATABASE; the database has to exist.")
    private String db;

    @Option(
            names = "--entity-manager",
            required = true,
            paramLabel = "ADDRESS",
            description = "The contract of users' actions.")
    private String entityManager;

    @Option(
            names = "--play-ledger",
            paramLabel = "ADDRESS",
            description = "The contract of plays; without it none are counted.")
    private Optional<String> playLedger;

    @Option(names = "--chain-id", description = "The id the chain must have (default: the one it has).")
    private Optional<Long> chainId;

    @Option(names = "--start-block", description = "The first block to read (default: 0).")
    private Optional<Long> startBlock;

    @Option(names = "--finality", description = "How many of the newest blocks may be taken back (default: 64).")
    private Optional<Integer> finality;

    @Option(names = "--until-head", description = "End when the head of the chain is reached, and say how fast it was.")
    private boolean untilHead;

    @Option(names = "--json", description = "With --until-head: say it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var config = Settings.of(keys()).bind(IndexerConfig.class);
        if (untilHead) {
            report(fill(config));
            return 0;
        }
        var shutdown = Shutdown.onSignal();
        try (var running = IndexerService.start(config)) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "metrics and health: http://%s:%d%n",
                            config.listen().host(), running.adminPort());
            shutdown.awaitSignal();
        } finally {
            shutdown.finished();
        }
        return 0;
    }

    private Backfill.Progress fill(IndexerConfig config) {
        var err = spec.commandLine().getErr();
        try (var backfill = Backfill.open(config)) {
            var progress = backfill.run().publish().refCount(2);
            var last = progress.sample(REPORT_EVERY).doOnNext(now -> report(err, now));
            return Objects.requireNonNull(
                    progress.mergeWith(last.ignoreElements().cast(Backfill.Progress.class))
                            .blockLast());
        }
    }

    private static void report(PrintWriter err, Backfill.Progress now) {
        err.printf(
                Locale.ROOT,
                "block %,d: %,d events, %,.0f a second%n",
                now.block(),
                now.events(),
                now.eventsPerSecond());
        err.flush();
    }

    private void report(Backfill.Progress done) {
        var format = json
                ? "{\"block\": %d, \"blocks\": %d, \"events\": %d, \"rejected\": %d, \"seconds\": %.3f}%n"
                : "head %d: %d blocks, %d events (%d rejected) in %.3f s%n";
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        format,
                        done.block(),
                        done.blocks(),
                        done.events(),
                        done.rejected(),
                        done.time().toMillis() / 1e3);
    }

    private Map<String, String> keys() {
        var keys = new HashMap<String, String>();
        for (int i = 0; i < rpc.size(); i++) {
            keys.put(PREFIX + "rpc-urls[" + i + "]", rpc.get(i).toString());
        }
        ws.ifPresent(url -> keys.put(PREFIX + "ws-url", url.toString()));
        keys.put(PREFIX + "chain-id", Long.toString(chainId.orElseGet(this::askChainId)));
        keys.put(PREFIX + "entity-manager", entityManager);
        playLedger.ifPresent(address -> keys.put(PREFIX + "play-ledger", address));
        startBlock.ifPresent(block -> keys.put(PREFIX + "start-block", Long.toString(block)));
        finality.ifPresent(blocks -> keys.put(PREFIX + "finality", Integer.toString(blocks)));
        keys.put(PREFIX + "listen.host", "127.0.0.1");
        keys.put(PREFIX + "listen.grpc-port", "0");
        keys.put(PREFIX + "listen.admin-port", "0");
        database(keys);
        return keys;
    }

    private long askChainId() {
        try (var client = ChainClient.connect(ChainEndpoint.of(rpc.getFirst().toString(), null))) {
            return Objects.requireNonNull(client.chainId().block());
        }
    }

    private void database(Map<String, String> keys) {
        var url = URI.create(db.replaceFirst("^(jdbc|r2dbc):", "").replaceFirst("^postgres:", "postgresql:"));
        if (!"postgresql".equals(url.getScheme())
                || url.getHost() == null
                || url.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "--db: %s (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE)".formatted(withoutUser(db)));
        }
        var user = url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        keys.put(PREFIX + "database.url", "postgresql://" + url.getHost() + port + url.getPath());
        keys.put(
                PREFIX + "database.username",
                user.length > 0 ? user[0] : environment("PGUSER", System.getProperty("user.name")));
        var password = user.length > 1 ? user[1] : environment("PGPASSWORD", null);
        if (password != null) {
            keys.put(PREFIX + "database.password", password);
        }
    }

    private static @Nullable String environment(String name, @Nullable String otherwise) {
        var value = System.getenv(name);
        return value == null ? otherwise : value;
    }

    private static String withoutUser(String url) {
        return url.replaceFirst("//[^/@]*@", "//…@");
    }
}
