package org.antiphon.server;

import com.google.protobuf.Duration;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.antiphon.proto.common.v1.ComponentHealth;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.HealthState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service knows of its own health: the state of each part with a reason, and figures worth showing. Every probe
 * and document is derived from it, so that they can't contradict each other.
 */
public final class HealthRegistry {
    private static final Logger log = LoggerFactory.getLogger(HealthRegistry.class);

    private final String service;
    private final String version;
    private final long startedNanos = System.nanoTime();
    private final Map<String, Component> components = new ConcurrentSkipListMap<>();
    private final Map<String, Supplier<?>> details = new ConcurrentSkipListMap<>();
    private volatile BiConsumer<HealthState, Boolean> listener = (state, serving) -> {};

    HealthRegistry(String service, String version) {
        this.service = service;
        this.version = version;
    }

    /** The part with this name; it starts as STARTING. */
    public Component component(String name) {
        return components.computeIfAbsent(name, Component::new);
    }

    /** A figure shown with the health: a number, boolean or text. It must not block. */
    public void detail(String key, Supplier<?> figure) {
        details.put(key, figure);
    }

    /** The worst state of all parts. */
    public HealthState state() {
        return components.values().stream()
                .map(component -> component.state)
                .max(Comparator.comparingInt(HealthRegistry::severity))
                .orElse(HealthState.HEALTH_STATE_HEALTHY);
    }

    /** Whether the service should get calls: every part is healthy or degraded. */
    public boolean isReady() {
        return severity(state()) <= severity(HealthState.HEALTH_STATE_DEGRADED);
    }

    GetHealthResponse snapshot() {
        var answer = GetHealthResponse.newBuilder()
                .setService(service)
                .setVersion(version)
                .setState(state())
                .setUptime(Duration.newBuilder().setSeconds((System.nanoTime() - startedNanos) / 1_000_000_000L))
                .setDetails(figures());
        components.values().forEach(component -> answer.addComponents(component.snapshot()));
        return answer.build();
    }

    void onChange(BiConsumer<HealthState, Boolean> changed) {
        listener = changed;
        changed.accept(state(), isReady());
    }

    private Struct figures() {
        var struct = Struct.newBuilder();
        details.forEach((key, figure) -> struct.putFields(key, value(figure.get())));
        return struct.build();
    }

    private static Value value(Object figure) {
        return switch (figure) {
            case Number number ->
                Value.newBuilder().setNumberValue(number.doubleValue()).build();
            case Boolean flag -> Value.newBuilder().setBoolValue(flag).build();
            default -> Value.newBuilder().setStringValue(figure.toString()).build();
        };
    }

    private static int severity(HealthState state) {
        return switch (state) {
            case HEALTH_STATE_HEALTHY, HEALTH_STATE_UNSPECIFIED -> 0;
            case HEALTH_STATE_DEGRADED -> 1;
            case HEALTH_STATE_STARTING -> 2;
            case HEALTH_STATE_UNHEALTHY, UNRECOGNIZED -> 3;
        };
    }

    /** One part that a service stands on. */
    public final class Component {
        private final String name;
        private volatile HealthState state = HealthState.HEALTH_STATE_STARTING;
        private volatile String reason = "starting";

        private Component(String name) {
            this.name = name;
        }

        public void healthy() {
            set(HealthState.HEALTH_STATE_HEALTHY, "");
        }

        public void degraded(String why) {
            set(HealthState.HEALTH_STATE_DEGRADED, why);
        }

        public void unhealthy(String why) {
            set(HealthState.HEALTH_STATE_UNHEALTHY, why);
        }

        public void starting(String why) {
            set(HealthState.HEALTH_STATE_STARTING, why);
        }

        private synchronized void set(HealthState next, String why) {
            var before = state;
            state = next;
            reason = why;
            if (before != next) {
                var level = severity(next) >= severity(HealthState.HEALTH_STATE_UNHEALTHY)
                        ? org.slf4j.event.Level.WARN
                        : org.slf4j.event.Level.INFO;
                log.atLevel(level)
                        .log("service={} component={} state={} reason=\"{}\"", service, name, shortName(next), why);
                listener.accept(HealthRegistry.this.state(), isReady());
            }
        }

        private ComponentHealth snapshot() {
            return ComponentHealth.newBuilder()
                    .setName(name)
                    .setState(state)
                    .setReason(reason)
                    .build();
        }

        private static String shortName(HealthState state) {
            return state.name().substring("HEALTH_STATE_".length());
        }
    }
}
