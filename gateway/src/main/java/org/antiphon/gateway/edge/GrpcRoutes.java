package org.antiphon.gateway.edge;

import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.List;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.error.GrpcErrorHandler;

/**
 * Binds the gRPC services with the limits that each RPC's shape needs: a stream of requests may be endless, because it
 * is never held as a whole, a single request is.
 */
final class GrpcRoutes {
    /** gRPC-Web in text needs four bytes for three, and each message has a frame. */
    private static final long ENCODED = 2;

    private final GatewayConfig.Limits limits;

    GrpcRoutes(GatewayConfig.Limits limits) {
        this.limits = limits;
    }

    void add(ServerBuilder server, List<ServerServiceDefinition> forwarded, BindableService health) {
        add(
                server,
                service()
                        .addServiceDefinitions(forwarded)
                        .addService(health)
                        .addService(ProtoReflectionServiceV1.newInstance())
                        .build());
        add(server, service().addService(olderReflection()).build());
    }

    private GrpcServiceBuilder service() {
        return GrpcService.builder()
                .supportedSerializationFormats(GrpcEntry.FORMATS)
                .useClientTimeoutHeader(false)
                .maxRequestMessageLength(limits.maxMessageSize())
                .maxResponseMessageLength(limits.maxMessageSize())
                .exceptionHandler(new GrpcErrorHandler());
    }

    /** For clients that don't know v1 yet. Armeria takes one reflection per service only. */
    @SuppressWarnings("deprecation")
    private static BindableService olderReflection() {
        return ProtoReflectionService.newInstance();
    }

    private void add(ServerBuilder server, GrpcService service) {
        service.methodsByRoute()
                .forEach((route, method) -> add(
                        server,
                        route,
                        service,
                        method.getMethodDescriptor().getType().clientSendsOneMessage()));
    }

    private void add(ServerBuilder server, Route route, GrpcService service, boolean oneMessage) {
        server.route()
                .addRoute(route)
                .requestTimeoutMillis(0)
                .maxRequestLength(oneMessage ? ENCODED * limits.maxMessageSize() : 0)
                .build(new GrpcEntry(service, oneMessage, limits.maxMessageSize()));
    }
}
