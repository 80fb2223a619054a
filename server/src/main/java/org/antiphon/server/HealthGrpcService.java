package org.antiphon.server;

import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.ReactorHealthServiceGrpc;
import reactor.core.publisher.Mono;

/** Answers health with reasons, which {@code grpc.health.v1} has no place for. */
final class HealthGrpcService extends ReactorHealthServiceGrpc.HealthServiceImplBase {
    private final HealthRegistry health;

    HealthGrpcService(HealthRegistry health) {
        this.health = health;
    }

    @Override
    public Mono<GetHealthResponse> getHealth(GetHealthRequest request) {
        return Mono.fromSupplier(health::snapshot);
    }
}
