package org.antiphon.discovery;

import io.grpc.BindableService;
import java.time.Clock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.NodeRegistry;
import org.antiphon.discovery.grpc.GrpcServices;
import org.antiphon.discovery.nodes.NodeHealths;
import org.antiphon.discovery.query.IndexMoves;
import org.antiphon.discovery.query.IndexQueries;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.Watches;
import org.antiphon.discovery.stream.StreamGrants;
import org.antiphon.server.RegistrationConfig;
import org.antiphon.server.RegistrationHealth;
import org.antiphon.server.ServiceHost;
import org.web3j.crypto.Credentials;

/** The queries over the index as a service; any number of them can share a database. */
public final class DiscoveryService {
    private static final String NODE_TYPE = "discovery-node";
    private static final Pattern KEY = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

    private DiscoveryService() {}

    /** Starts the service; blocks while migrating the database. */
    public static ServiceHost start(DiscoveryConfig config) {
        var grants = new StreamGrants(config.publicUrl(), key(config.signingKey()), Clock.systemUTC());
        var host = ServiceHost.create("discovery", config.listen());
        try {
            var database = host.database(config.database(), IndexerService.MIGRATIONS);
            host.onClose("index watch", IndexWatch.start(host.health(), new IndexQueries(database), config));
            config.registration().ifPresent(at -> watchRegistration(host, at));
            var rows = new RowQueries(database);
            var moves = IndexMoves.start(database, EthereumChain.NAME);
            host.onClose("index moves", moves);
            var nodes = NodeHealths.start(rows, config.nodes().allowPrivate());
            host.onClose("node healths", nodes);
            return host.serve(Stream.concat(
                            GrpcServices.ofData(database, config.publicUrl(), grants),
                            GrpcServices.ofNetwork(rows, new Watches(rows, moves), nodes))
                    .toArray(BindableService[]::new));
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    private static void watchRegistration(ServiceHost host, RegistrationConfig at) {
        var registry = NodeRegistry.follow(
                ChainEndpoint.of(at.rpcUrls(), at.wsUrl()),
                at.serviceProviderFactory(),
                at.finality().orElse(NodeRegistry.FINALITY));
        host.onClose("registry", registry);
        host.onClose(
                "registration",
                RegistrationHealth.follow(
                        host.health(), NODE_TYPE, at, registry.names(NODE_TYPE, at.delegateOwnerWallet())));
    }

    private static Credentials key(String hex) {
        if (!KEY.matcher(hex).matches()) {
            throw new IllegalArgumentException("antiphon.discovery.signing-key: not shown (expected: 64 hex digits)");
        }
        return Credentials.create(hex);
    }
}
