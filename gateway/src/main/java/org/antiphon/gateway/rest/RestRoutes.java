package org.antiphon.gateway.rest;

import io.grpc.Channel;
import java.util.function.Function;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.rpc.RpcCatalog;

/** Adds a route for each HTTP rule in the protos. */
public final class RestRoutes {
    private RestRoutes() {}

    public static void add(
            RoutingTable<RouteHandler> routes,
            RpcCatalog catalog,
            Function<String, Channel> channels,
            GatewayConfig.Limits limits) {
        catalog.publicRpcs()
                .flatMap(RestBinding::of)
                .forEach(binding -> routes.add(
                        binding.method(),
                        binding.path(),
                        new RestHandler(binding, channels.apply(binding.rpc().area()), limits)));
    }
}
