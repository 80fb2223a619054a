package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.MeterIdPrefixFunction;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.error.JsonErrorHandler;

/** The HTTP server with its limits: one port for REST, gRPC and gRPC-Web, over HTTP/1.1 and HTTP/2. */
public final class EdgeServer implements AutoCloseable {
    /** The one path whose body may be of any length; a limit on it would refuse a request by its Content-Length. */
    private static final String UPLOADS = "/uploads";

    private static final int HTTP1_CHUNK = 64 << 10;
    private static final int HTTP2_WINDOW = 1 << 20;
    private static final int RESETS = 200;
    private static final Duration RESETS_IN = Duration.ofSeconds(10);
    private static final Duration PING = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Server server;

    private EdgeServer(Server server) {
        this.server = server;
    }

    /** Opens the port; returns when it listens. */
    public static EdgeServer start(
            GatewayConfig config,
            EventLoopGroup eventLoops,
            EdgeService edge,
            List<ServerServiceDefinition> forwarded,
            BindableService health,
            MeterRegistry metrics) {
        var limits = config.limits();
        var accessLog = new AccessLog();
        var builder = Server.builder()
                .port(new InetSocketAddress(config.listen().host(), config.port()), SessionProtocol.HTTP)
                .workerGroup(eventLoops, false)
                .gracefulShutdownTimeout(QUIET, limits.drain().plus(QUIET))
                .disableServerHeader()
                .accessLogWriter(accessLog, true)
                .errorHandler(new DecoderRefusals(new JsonErrorHandler(), accessLog))
                .unloggedExceptionsReportInterval(Duration.ZERO)
                .meterRegistry(metrics);
        bound(builder, limits);
        new GrpcRoutes(limits).add(builder, forwarded, health);
        builder.route()
                .path(UPLOADS)
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .build(edge)
                .serviceUnder("/", edge)
                .decorator(
                        MetricCollectingService.newDecorator(MeterIdPrefixFunction.ofDefault("antiphon.gateway.http")))
                .decorator(Cors.decorator())
                .decorator(RequestIdDecorator::new);
        var server = builder.build();
        server.start().join();
        return new EdgeServer(server);
    }

    private static void bound(ServerBuilder builder, GatewayConfig.Limits limits) {
        builder.maxNumConnections(limits.maxConnections())
                .idleTimeout(limits.idleTimeout())
                .pingInterval(PING)
                .requestTimeout(DEFAULT_REQUEST_TIMEOUT)
                .maxRequestLength(limits.maxBodySize())
                .http1MaxInitialLineLength(limits.maxHeaderSize())
                .http1MaxHeaderSize(limits.maxHeaderSize())
                .http1MaxChunkSize(HTTP1_CHUNK)
                .http2MaxHeaderListSize(limits.maxHeaderSize())
                .http2MaxStreamsPerConnection(limits.maxStreamsPerConnection())
                .http2MaxResetFramesPerWindow(RESETS, (int) RESETS_IN.toSeconds())
                .http2InitialConnectionWindowSize(HTTP2_WINDOW)
                .http2InitialStreamWindowSize(HTTP2_WINDOW);
    }

    public int port() {
        return server.activeLocalPort();
    }

    @Override
    public void close() {
        server.stop().join();
    }
}
