package org.antiphon.server;

import java.util.Optional;
import reactor.core.publisher.Flux;

/** Tells in a node's health what it is registered as. A node that is not does its work, but nobody finds it. */
public final class RegistrationHealth {
    private static final String NONE = "none";

    private final HealthRegistry.Component component;
    private final String missing;
    private volatile String name = NONE;

    private RegistrationHealth(HealthRegistry health, String missing) {
        this.component = health.component("registration");
        this.missing = missing;
        component.degraded("the registrations have not been read yet");
        health.detail("registration", () -> name);
    }

    /**
     * Follows a node's registration until closed.
     *
     * @param type of the node, for example {@code content-node}
     * @param names what the node is registered as, now and after every change; empty while it is not
     */
    public static AutoCloseable follow(
            HealthRegistry health, String type, RegistrationConfig config, Flux<Optional<String>> names) {
        var missing = "no %s is registered with the delegate wallet %s".formatted(type, config.delegateOwnerWallet());
        return names.subscribe(new RegistrationHealth(health, missing)::see)::dispose;
    }

    private void see(Optional<String> registered) {
        name = registered.orElse(NONE);
        if (registered.isPresent()) {
            component.healthy();
        } else {
            component.degraded(missing);
        }
    }
}
