package org.antiphon.gateway;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.util.EventLoopGroups;
import io.grpc.BindableService;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.antiphon.gateway.edge.EdgeServer;
import org.antiphon.gateway.edge.EdgeService;
import org.antiphon.gateway.edge.IndexPage;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.edge.WebAssets;
import org.antiphon.gateway.health.HealthCheck;
import org.antiphon.gateway.health.HealthHandler;
import org.antiphon.gateway.media.MediaRoutes;
import org.antiphon.gateway.media.PlayRecorder;
import org.antiphon.gateway.rest.PathTemplate;
import org.antiphon.gateway.rest.RestRoutes;
import org.antiphon.gateway.rest.RoutingTable;
import org.antiphon.gateway.rpc.ForwardingServices;
import org.antiphon.gateway.rpc.RpcCatalog;
import org.antiphon.gateway.upstream.ChannelFactory;
import org.antiphon.gateway.upstream.Upstreams;
import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.ReactorHealthServiceGrpc;
import org.antiphon.proto.identity.v1.PlayServiceGrpc;
import org.antiphon.server.ServiceHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the gateway together and runs it. */
public final class GatewayService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GatewayService.class);

    private static final int STOP_SECONDS = 2;

    private final ServiceHost host;
    private final EdgeServer server;

    private GatewayService(ServiceHost host, EdgeServer server) {
        this.host = host;
        this.server = server;
    }

    /** Starts a gateway for every RPC of the proto module. */
    public static GatewayService start(GatewayConfig config) {
        return start(config, RpcCatalog.ofProtoModule());
    }

    static GatewayService start(GatewayConfig config, RpcCatalog catalog) {
        var host = ServiceHost.create("gateway", config.listen());
        try {
            var gateway = new GatewayService(host, open(host, config, catalog));
            log.info("service=gateway port={} admin_port={} state=started", gateway.port(), host.adminPort());
            return gateway;
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    /** The port of REST, gRPC and gRPC-Web. */
    public int port() {
        return server.port();
    }

    public ServiceHost host() {
        return host;
    }

    @Override
    public void close() {
        host.close();
    }

    private static EdgeServer open(ServiceHost host, GatewayConfig config, RpcCatalog catalog) {
        var eventLoops = EventLoopGroups.newEventLoopGroup(Runtime.getRuntime().availableProcessors(), "gateway");
        host.onClose(
                "event loops",
                () -> eventLoops
                        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
                        .await());
        var upstreams = Upstreams.connect(
                config, catalog, new ChannelFactory(eventLoops, config.limits()), host.metrics(), host.health());
        host.onClose("upstreams", upstreams);
        var recordPlays = catalog.rpc(PlayServiceGrpc.getRecordPlaysMethod());
        var plays =
                new PlayRecorder(upstreams.channel(recordPlays.area()), recordPlays, Clock.systemUTC(), host.metrics());
        host.onClose("plays", plays);
        var routes = routes(host, config, catalog, upstreams, plays);
        host.serveAdmin();
        var server = EdgeServer.start(
                config,
                eventLoops,
                new EdgeService(routes),
                new ForwardingServices(upstreams::channel).of(catalog),
                grpcHealth(host.commonServices()),
                host.metrics());
        host.onClose("http server", server);
        return server;
    }

    private static RoutingTable<RouteHandler> routes(
            ServiceHost host, GatewayConfig config, RpcCatalog catalog, Upstreams upstreams, PlayRecorder plays) {
        var routes = new RoutingTable<RouteHandler>();
        RestRoutes.add(routes, catalog, upstreams::channel, config.limits());
        new MediaRoutes(catalog, upstreams::channel, config.limits(), plays).addTo(routes);
        var own = ownHealth(host.commonServices());
        var check = new HealthCheck(upstreams, () -> own.getHealth(GetHealthRequest.getDefaultInstance()));
        routes.add(
                HttpMethod.GET,
                PathTemplate.parse("/health_check"),
                new HealthHandler(check, config.contentNodes().orElse(List.of())));
        routes.add(HttpMethod.GET, PathTemplate.parse("/"), new IndexPage(config.publicUrl()));
        routes.add(HttpMethod.GET, PathTemplate.parse("/assets/{file}"), new WebAssets());
        return routes;
    }

    /** Health with reasons is for other services; what the world may ask is whether the gateway serves. */
    private static BindableService grpcHealth(List<BindableService> services) {
        return services.stream()
                .filter(service -> !(service instanceof ReactorHealthServiceGrpc.HealthServiceImplBase))
                .findFirst()
                .orElseThrow();
    }

    private static ReactorHealthServiceGrpc.HealthServiceImplBase ownHealth(List<BindableService> services) {
        return services.stream()
                .filter(ReactorHealthServiceGrpc.HealthServiceImplBase.class::isInstance)
                .map(ReactorHealthServiceGrpc.HealthServiceImplBase.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
