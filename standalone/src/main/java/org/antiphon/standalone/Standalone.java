package org.antiphon.standalone;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ContractDeployer;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.DevChainOptions;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.content.ContentConfig;
import org.antiphon.content.ContentService;
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
import org.antiphon.standalone.embedded.EmbeddedDatabase;
import org.antiphon.standalone.embedded.Secrets;
import org.web3j.crypto.Credentials;
import org.web3j.utils.Numeric;

/**
 * Every service in one process, wired through the same configuration and the same ports as in production; only the
 * parts below them (PostgreSQL, chain) are embedded.
 */
public final class Standalone implements AutoCloseable {
    private static final int DEPLOYER = 0;
    private static final int RELAY = 1;
    private static final int PROXY_ADMIN = 2;
    private static final int DISCOVERY = 3;

    private final StandaloneOptions options;
    private final Lifecycle lifecycle = new Lifecycle("standalone");
    private final Secrets secrets;
    private final EmbeddedDatabase database;
    private final DevChain chain;
    private final ChainAddresses contracts;
    private final GatewayService gateway;

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
        this.secrets = new Secrets(options.data().resolve("secrets"));
        try {
            var starting = CompletableFuture.supplyAsync(this::startChain);
            database = own("postgresql", EmbeddedDatabase.start(options.data().resolve("postgresql"), options.cache()));
            progress.accept("postgresql   " + database.url("postgres"));
            chain = own("chain", starting.join());
            contracts = deploy();
            progress.accept("chain        " + chain.rpcUrl() + "  EntityManager " + contracts.entityManager());
            gateway = startServices(progress);
        } catch (RuntimeException failure) {
            lifecycle.close();
            throw failure;
        }
    }

    /** Where the gateway answers. */
    public URI url() {
        return URI.create("http://%s:%d".formatted(options.host(), gateway.port()));
    }

    /** The domain in which writes are signed. */
    public Eip712Domain domain() {
        return contracts.domain();
    }

    /** The chain under everything. */
    public DevChain chain() {
        return chain;
    }

    public StandaloneOptions options() {
        return options;
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private <T extends AutoCloseable> T own(String name, T part) {
        lifecycle.add(name, part);
        return part;
    }

    private DevChain startChain() {
        var started = DevChain.start(DevChainOptions.of(options.data().resolve("chain"), options.cache()))
                .block();
        if (started == null) {
            throw new IllegalStateException("the development chain did not start");
        }
        return started;
    }

    private ChainAddresses deploy() {
        var client = own("deployer's client", new ChainClient(chain.endpoint()));
        var addresses = new ContractDeployer(client)
                .deploy(chain.credentials(DEPLOYER), chain.credentials(PROXY_ADMIN), chain.credentials(RELAY))
                .block();
        if (addresses == null) {
            throw new IllegalStateException("the contracts were not deployed");
        }
        return addresses;
    }
}
