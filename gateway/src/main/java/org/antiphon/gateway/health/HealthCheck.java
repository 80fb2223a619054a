package org.antiphon.gateway.health;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.antiphon.gateway.upstream.UnaryCall;
import org.antiphon.gateway.upstream.Upstream;
import org.antiphon.gateway.upstream.Upstreams;
import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.HealthServiceGrpc;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks every service how it is, all at once, and waits for none longer than the limit. */
public final class HealthCheck {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Upstreams upstreams;
    private final Supplier<Mono<GetHealthResponse>> own;

    /**
     * A check of the gateway and the services behind it.
     *
     * @param own the gateway's own health
     */
    public HealthCheck(Upstreams upstreams, Supplier<Mono<GetHealthResponse>> own) {
        this.upstreams = upstreams;
        this.own = own;
    }

    Mono<List<ServiceHealth>> run() {
        return Flux.concat(
                        own.get().<ServiceHealth>map(answer -> new ServiceHealth.Answered("gateway", answer)),
                        Flux.fromIterable(upstreams.all()).flatMapSequential(HealthCheck::ask))
                .collectList();
    }

    private static Mono<ServiceHealth> ask(Upstream upstream) {
        var options = CallOptions.DEFAULT.withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        return UnaryCall.send(
                        upstream.unguarded(),
                        HealthServiceGrpc.getGetHealthMethod(),
                        options,
                        new Metadata(),
                        GetHealthRequest.getDefaultInstance())
                .<ServiceHealth>map(answer -> new ServiceHealth.Answered(upstream.name(), answer))
                .onErrorResume(failure -> Mono.just(new ServiceHealth.Unreachable(upstream.name(), why(failure))));
    }

    private static String why(Throwable failure) {
        return switch (Status.fromThrowable(failure).getCode()) {
            case DEADLINE_EXCEEDED -> "no answer within %d s".formatted(LIMIT.toSeconds());
            case UNAVAILABLE -> "can't be reached";
            case UNIMPLEMENTED -> "does not answer GetHealth";
            default -> "answered " + Status.fromThrowable(failure).getCode();
        };
    }
}
