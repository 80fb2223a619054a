package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.antiphon.gateway.error.ApiError;
import org.antiphon.gateway.error.GrpcError;
import org.antiphon.gateway.rest.RoutingTable;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/** Everything that is no known gRPC path: finds the route, or says in the caller's own protocol that there is none. */
public final class EdgeService implements HttpService {
    private final RoutingTable<RouteHandler> routes;

    public EdgeService(RoutingTable<RouteHandler> routes) {
        this.routes = routes;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        if (GrpcError.isGrpc(request.headers())) {
            return GrpcError.respond(request.headers(), unknown(request.method(), ctx.path()));
        }
        return switch (routes.find(request.method(), ctx.path())) {
            case RoutingTable.Match.Found<RouteHandler> found -> {
                try {
                    yield found.route().handle(new Exchange(ctx, request, found.variables()));
                } catch (ApiException refused) {
                    yield ApiError.of(refused).toResponse();
                }
            }
            case RoutingTable.Match.WrongMethod<RouteHandler> wrong ->
                ApiError.wrongMethod(request.method(), ctx.path(), wrong.allowed());
            case RoutingTable.Match.Unknown<RouteHandler> ignored ->
                ApiError.of(unknown(request.method(), ctx.path())).toResponse();
        };
    }

    private static ApiException unknown(HttpMethod method, String path) {
        return new ApiException(
                ErrorReason.ERROR_REASON_ROUTE_UNKNOWN,
                "%s %s: no such route".formatted(method, ApiException.shown(path)));
    }
}
