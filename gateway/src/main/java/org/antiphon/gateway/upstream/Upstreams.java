package org.antiphon.gateway.upstream;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.rpc.RpcCatalog;
import org.antiphon.server.HealthRegistry;
import org.antiphon.server.Lifecycle;

/** The services behind the gateway by area, each with a circuit breaker and a limit of its own. */
public final class Upstreams implements AutoCloseable {
    private final Map<String, Upstream> byArea = new TreeMap<>();
    private final Lifecycle lifecycle = new Lifecycle("gateway upstreams");

    /** Prepares the connections; they are made at the first call. */
    public static Upstreams connect(
            GatewayConfig config,
            RpcCatalog catalog,
            ChannelFactory channels,
            MeterRegistry metrics,
            HealthRegistry health) {
        var upstreams = new Upstreams();
        var breakers = CircuitBreakerRegistry.of(breakerConfig(config.breaker()));
        var bulkheads = BulkheadRegistry.ofDefaults();
        var serviceConfig = RetryPolicy.of(catalog);
        config.upstreams().forEach((area, target) -> {
            var breaker = breakers.circuitBreaker(area);
            report(breaker, health.component("upstream." + area));
            List<ClientInterceptor> guards = List.of(
                    new GuardInterceptor(
                            area,
                            breaker,
                            bulkhead(bulkheads, area, config.limits().concurrentCalls()),
                            bulkhead(
                                    bulkheads,
                                    area + "-streams",
                                    config.limits().concurrentStreams())),
                    new MetricCollectingClientInterceptor(metrics));
            upstreams.add(new Upstream(area, channels.open(target, serviceConfig), guards));
        });
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(metrics);
        return upstreams;
    }

    private void add(Upstream upstream) {
        byArea.put(upstream.name(), upstream);
        lifecycle.add(upstream.name(), upstream::close);
    }

    public Collection<Upstream> all() {
        return byArea.values();
    }

    /**
     * The guarded channel to the service of an area.
     *
     * @throws IllegalArgumentException when no address is configured for it
     */
    public Channel channel(String area) {
        var upstream = byArea.get(area);
        if (upstream == null) {
            throw new IllegalArgumentException(
                    "antiphon.gateway.upstreams.%s: missing (expected: host:port)".formatted(area));
        }
        return upstream.channel();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private static Bulkhead bulkhead(BulkheadRegistry registry, String name, int calls) {
        return registry.bulkhead(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(calls)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    private static CircuitBreakerConfig breakerConfig(GatewayConfig.Breaker config) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(config.window())
                .minimumNumberOfCalls(config.minimumCalls())
                .failureRateThreshold(config.failurePercent())
                .waitDurationInOpenState(config.openFor())
                .permittedNumberOfCallsInHalfOpenState(config.trialCalls())
                .maxWaitDurationInHalfOpenState(config.openFor())
                .build();
    }

    /** An open breaker is a shortcoming of the gateway, not its end: the other services still answer. */
    private static void report(CircuitBreaker breaker, HealthRegistry.Component component) {
        component.healthy();
        breaker.getEventPublisher().onStateTransition(event -> {
            var state = event.getStateTransition().getToState();
            if (state == CircuitBreaker.State.CLOSED) {
                component.healthy();
            } else {
                component.degraded(breaker.getName() + " failed too often; circuit " + state);
            }
        });
    }
}
