package org.antiphon.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.antiphon.chain.AddressBook;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.content.ContentConfig;
import org.antiphon.content.ContentService;
import org.antiphon.content.media.Ffmpeg;
import org.antiphon.content.media.MediaTools;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Parameters;
import org.antiphon.discovery.DiscoveryConfig;
import org.antiphon.discovery.DiscoveryService;
import org.antiphon.discovery.IndexerConfig;
import org.antiphon.discovery.IndexerService;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.GatewayService;
import org.antiphon.identity.IdentityConfig;
import org.antiphon.identity.IdentityService;
import org.antiphon.server.Lifecycle;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.standalone.embedded.DataLock;
import org.antiphon.standalone.embedded.EmbeddedChain;
import org.antiphon.standalone.embedded.EmbeddedChain.Account;
import org.antiphon.standalone.embedded.EmbeddedDatabase;
import org.antiphon.standalone.embedded.Secrets;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Every service in one process, wired through the same configuration and the same ports as in production; only the
 * parts below them (PostgreSQL, chain) are embedded.
 */
public final class Standalone implements AutoCloseable {
    /**
     * The development chain makes a block per transaction and writes its state every two seconds, so a crash of it may cost
     * many more blocks than the finality of a public chain.
     */
    private static final String DEV_FINALITY = "2048";

    private static final String ADDRESSES = "addresses.json";

    /** The contracts of the token's chain that the index follows, by the indexer's key. */
    private static final Map<String, String> INDEXED_CONTRACTS = Map.of(
            "registry", EthereumSide.REGISTRY,
            "governance", EthereumSide.GOVERNANCE,
            "staking", EthereumSide.STAKING,
            "service-type-manager", EthereumSide.SERVICE_TYPE_MANAGER,
            "service-provider-factory", EthereumSide.SERVICE_PROVIDER_FACTORY,
            "claims-manager", EthereumSide.CLAIMS_MANAGER,
            "delegate-manager", EthereumSide.DELEGATE_MANAGER,
            "payments", EthereumSide.PAYMENTS,
            "arbitrator-registry", EthereumSide.ARBITRATOR_REGISTRY,
            "arbitration", EthereumSide.ARBITRATION);

    private final StandaloneOptions options;
    private final int port;
    private final Lifecycle lifecycle = new Lifecycle("standalone");
    private final Secrets secrets;
    private final EmbeddedDatabase database;
    private final EmbeddedChain chain;

    /**
     * Starts everything. Blocks until the gateway answers; what was started is stopped again when a part fails.
     *
     * @param progress takes a line for people at each step
     */
    public static Standalone start(StandaloneOptions options, Consumer<String> progress) {
        return new Standalone(options, progress);
    }

    private Standalone(StandaloneOptions options, Consumer<String> progress) {
        this.options = options;
        this.port = freePort(options);
        this.secrets = new Secrets(options.data().resolve("secrets"));
        own("data lock", DataLock.take(options.data()));
        try {
            var starting = Mono.fromSupplier(this::startChain)
                    .subscribeOn(Schedulers.boundedElastic())
                    .toFuture();
            lifecycle.add("chain", () -> starting.join().close());
            database = own("postgresql", EmbeddedDatabase.start(options.data().resolve("postgresql"), options.cache()));
            progress.accept("postgresql   " + database.url("postgres"));
            chain = starting.join();
            progress.accept("chain        " + chain.rpcUrl() + "  EntityManager "
                    + chain.contracts().entityManager());
            startServices(progress);
        } catch (RuntimeException failure) {
            lifecycle.close();
            throw failure;
        }
    }

    /** Where the gateway answers. */
    public URI url() {
        return URI.create("http://%s:%d".formatted(options.host(), port));
    }

    /** The domain in which writes are signed. */
    public Eip712Domain domain() {
        return chain.contracts().domain();
    }

    /** The chain under everything. */
    public EmbeddedChain chain() {
        return chain;
    }

    /** The ffmpeg that the content node uses. */
    public MediaTools mediaTools() {
        return Ffmpeg.locate(options.cache());
    }

    public StandaloneOptions options() {
        return options;
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    /** With the nodes registered. An endpoint belongs to one node, so the content node goes by the host's other name. */
    private EmbeddedChain startChain() {
        var started = EmbeddedChain.start(options.data().resolve("chain"), options.cache());
        try {
            started.register(Parameters.DISCOVERY_NODE, url().toString(), Account.DISCOVERY);
            started.register(Parameters.CONTENT_NODE, "http://localhost:" + port, Account.CONTENT);
            new AddressBook(started.contracts(), started.contracts())
                    .write(options.data().resolve(ADDRESSES));
            return started;
        } catch (IOException unwritable) {
            started.close();
            throw new UncheckedIOException("the address book can't be written", unwritable);
        } catch (RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    private void startServices(Consumer<String> progress) {
        var identity =
                host("identity", progress, () -> IdentityService.start(bind(IdentityConfig.class, identityKeys())));
        var indexer = host("indexer", progress, () -> IndexerService.start(bind(IndexerConfig.class, indexerKeys())));
        var discovery =
                host("discovery", progress, () -> DiscoveryService.start(bind(DiscoveryConfig.class, discoveryKeys())));
        var content = host("content", progress, () -> ContentService.start(bind(ContentConfig.class, contentKeys())));
        var upstreams = Map.of("identity", identity, "indexer", indexer, "discovery", discovery, "content", content);
        var gateway = own("gateway", GatewayService.start(bind(GatewayConfig.class, gatewayKeys(upstreams))));
        progress.accept("%-12s http %s  admin http://127.0.0.1:%d"
                .formatted("gateway", url(), gateway.host().adminPort()));
    }

    private ServiceHost host(String name, Consumer<String> progress, Supplier<ServiceHost> start) {
        var host = own(name, start.get());
        progress.accept("%-12s grpc 127.0.0.1:%d  admin http://127.0.0.1:%d"
                .formatted(name, host.grpcPort(), host.adminPort()));
        return host;
    }

    private static <T> T bind(Class<T> type, Map<String, String> keys) {
        return Settings.of(keys).bind(type);
    }

    private Map<String, String> identityKeys() {
        return keys(
                "identity",
                Map.of(
                        "rpc-urls", chain.rpcUrl(),
                        "ws-url", chain.wsUrl(),
                        "relay.finality", DEV_FINALITY,
                        "relay-key", chain.privateKey(Account.RELAY),
                        "lookup-secret", secrets.getOrCreate("lookup-secret")));
    }

    private Map<String, String> indexerKeys() {
        var keys = keys(
                "indexer",
                "discovery",
                Map.of(
                        "rpc-urls", chain.rpcUrl(),
                        "ws-url", chain.wsUrl(),
                        "finality", DEV_FINALITY));
        keys.putAll(ethereumKeys("antiphon.indexer.ethereum."));
        return keys;
    }

    private Map<String, String> ethereumKeys(String prefix) {
        var parameters = EmbeddedChain.PARAMETERS;
        var keys = new TreeMap<String, String>();
        keys.put(prefix + "rpc-urls", chain.rpcUrl());
        keys.put(prefix + "ws-url", chain.wsUrl());
        keys.put(prefix + "chain-id", String.valueOf(chain.contracts().chainId()));
        keys.put(prefix + "finality", DEV_FINALITY);
        keys.put(
                prefix + "initial.voting-period",
                String.valueOf(parameters.voting().period()));
        keys.put(
                prefix + "initial.decrease-stake-lockup",
                String.valueOf(parameters.lockups().decreaseStake()));
        INDEXED_CONTRACTS.forEach((key, name) ->
                keys.put(prefix + "contracts." + key, chain.contracts().address(name)));
        return keys;
    }

    private Map<String, String> discoveryKeys() {
        var keys = keys(
                "discovery",
                Map.of(
                        "public-url", url().toString(),
                        "signing-key", chain.privateKey(Account.DISCOVERY),
                        "nodes.allow-private", "true"));
        keys.putAll(registrationKeys("discovery", Account.DISCOVERY));
        return keys;
    }

    private Map<String, String> contentKeys() {
        var keys = keys(
                "content",
                Map.of(
                        "data-dir", options.data().resolve("blobs").toString(),
                        "cache-dir", options.cache().toString(),
                        "trusted-signers", chain.address(Account.DISCOVERY)));
        keys.putAll(registrationKeys("content", Account.CONTENT));
        keys.putAll(takedownKeys("antiphon.content.takedowns."));
        return keys;
    }

    private Map<String, String> registrationKeys(String service, Account wallet) {
        var prefix = "antiphon." + service + ".registration.";
        return Map.of(
                prefix + "rpc-urls",
                chain.rpcUrl(),
                prefix + "ws-url",
                chain.wsUrl(),
                prefix + "finality",
                DEV_FINALITY,
                prefix + "service-provider-factory",
                chain.contracts().address(EthereumSide.SERVICE_PROVIDER_FACTORY),
                prefix + "delegate-owner-wallet",
                chain.address(wallet));
    }

    private Map<String, String> takedownKeys(String prefix) {
        return Map.of(
                prefix + "rpc-urls",
                chain.rpcUrl(),
                prefix + "ws-url",
                chain.wsUrl(),
                prefix + "chain-id",
                String.valueOf(chain.contracts().chainId()),
                prefix + "finality",
                DEV_FINALITY,
                prefix + "arbitration",
                chain.contracts().address(EthereumSide.ARBITRATION));
    }

    private Map<String, String> gatewayKeys(Map<String, ServiceHost> upstreams) {
        var keys = new TreeMap<String, String>();
        keys.put("antiphon.gateway.listen.host", options.host());
        keys.put("antiphon.gateway.port", String.valueOf(port));
        keys.put("antiphon.gateway.public-url", url().toString());
        upstreams.forEach(
                (name, host) -> keys.put("antiphon.gateway.upstreams." + name, "127.0.0.1:" + host.grpcPort()));
        return keys;
    }

    private Map<String, String> keys(String service, Map<String, String> own) {
        return keys(service, service, own);
    }

    private Map<String, String> keys(String service, String databaseName, Map<String, String> own) {
        database.create(databaseName);
        var prefix = "antiphon." + service + ".";
        var keys = new TreeMap<String, String>();
        own.forEach((key, value) -> keys.put(prefix + key, value));
        keys.put("antiphon.addresses", options.data().resolve(ADDRESSES).toString());
        keys.put(prefix + "database.url", database.url(databaseName));
        keys.put(prefix + "database.username", database.username());
        keys.put(prefix + "database.password", database.password());
        return keys;
    }

    /** Found out before anything is started, so that a port in use costs nobody a start. */
    private static int freePort(StandaloneOptions options) {
        try (var socket = new ServerSocket(options.port(), 1, InetAddress.getByName(options.host()))) {
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "--port %d can't be opened: %s (expected: a free port)"
                            .formatted(options.port(), refused.getMessage()),
                    refused);
        }
    }

    private <T extends AutoCloseable> T own(String name, T part) {
        lifecycle.add(name, part);
        return part;
    }
}
