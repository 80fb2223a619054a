package org.antiphon.identity.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;

/** What an operator sees of the relay. */
final class RelayMetrics {
    private static final int REASON_PREFIX = "ERROR_REASON_".length();

    private final MeterRegistry registry;
    private final Timer latency;

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder("relay.latency")
                .description("From the request to the receipt")
                .publishPercentileHistogram()
                .register(registry);
    }

    void inFlight(Supplier<Number> size) {
        Gauge.builder("relay.in.flight", size)
                .description("Calls whose caller or chain is awaited")
                .register(registry);
    }

    <T> Mono<T> measure(Mono<T> relayed) {
        return Mono.defer(() -> {
            var sample = Timer.start(registry);
            return relayed.doOnSuccess(receipt -> sample.stop(latency))
                    .doOnError(failure -> registry.counter("relay.failures", "reason", reason(failure))
                            .increment());
        });
    }

    private static String reason(Throwable failure) {
        return failure instanceof ApiException known ? known.reason().name().substring(REASON_PREFIX) : "INTERNAL";
    }
}
