package org.antiphon.content;

import java.util.Optional;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.NodeRegistry;
import org.antiphon.chain.RegisteredNode;
import org.antiphon.server.HealthRegistry;
import org.antiphon.server.RegistrationConfig;

/** Tells in the node's health what it is registered as. A node that is not does its work, but nobody finds it. */
final class RegistrationWatch {
    private static final String TYPE = "content-node";
    private static final String NONE = "none";

    private final HealthRegistry.Component registration;
    private final String wallet;
    private volatile String name = NONE;

    private RegistrationWatch(HealthRegistry health, String wallet) {
        this.registration = health.component("registration");
        this.wallet = wallet;
        registration.degraded("the registrations have not been read yet");
        health.detail("registration", () -> name);
    }

    static AutoCloseable start(HealthRegistry health, RegistrationConfig config) {
        var watch = new RegistrationWatch(health, config.delegateOwnerWallet());
        var client = ChainClient.connect(ChainEndpoint.of(config.rpcUrls(), config.wsUrl()));
        var registry = NodeRegistry.follow(
                client, config.serviceProviderFactory(), config.finality().orElse(NodeRegistry.FINALITY));
        var watching = registry.watch(TYPE, watch.wallet).subscribe(watch::see);
        return () -> {
            watching.dispose();
            registry.close();
            client.close();
        };
    }

    private void see(Optional<RegisteredNode> node) {
        name = node.map(found -> found.key().toString()).orElse(NONE);
        if (node.isPresent()) {
            registration.healthy();
        } else {
            registration.degraded("no %s is registered with the delegate wallet %s".formatted(TYPE, wallet));
        }
    }
}
