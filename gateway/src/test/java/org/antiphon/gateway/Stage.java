package org.antiphon.gateway;

import com.linecorp.armeria.client.WebClient;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.antiphon.gateway.rpc.RpcCatalog;
import org.antiphon.server.Lifecycle;
import org.antiphon.server.ListenConfig;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;

/** A real gateway in front of real gRPC servers whose answers a test decides. */
final class Stage implements AutoCloseable {
    final Services.Tracks tracks = new Services.Tracks();
    final Services.Uploads uploads = new Services.Uploads();
    final Services.Blobs blobs = new Services.Blobs();
    final Services.Relays relays = new Services.Relays();
    final Services.Plays plays = new Services.Plays();
    final BlockingQueue<Metadata> headers = new LinkedBlockingQueue<>();
    final Map<String, ServiceHost> hosts = new HashMap<>();
    private final Lifecycle lifecycle = new Lifecycle("test");
    final GatewayService gateway;

    private Stage(Map<String, String> settings, RpcCatalog catalog, BindableService... more) {
        host("discovery", with(more, tracks));
        host("indexer");
        host("content", uploads, blobs);
        host("identity", relays, plays);
        var all = new HashMap<String, String>(Map.of(
                "antiphon.gateway.port", "0",
                "antiphon.gateway.limits.drain", "PT1S"));
        hosts.forEach((name, host) -> all.put("antiphon.gateway.upstreams." + name, "127.0.0.1:" + host.grpcPort()));
        all.putAll(settings);
        gateway = GatewayService.start(Settings.of(all).bind(GatewayConfig.class), catalog);
        lifecycle.add("gateway", gateway);
    }

    static Stage start() {
        return start(Map.of());
    }

    static Stage start(Map<String, String> settings) {
        return new Stage(settings, RpcCatalog.ofProtoModule());
    }

    static Stage start(Map<String, String> settings, RpcCatalog catalog, BindableService... discovery) {
        return new Stage(settings, catalog, discovery);
    }

    String url() {
        return "http://127.0.0.1:" + gateway.port();
    }

    /** A client that follows nothing and retries nothing. */
    WebClient web() {
        return WebClient.builder(url())
                .responseTimeoutMillis(20_000)
                .maxResponseLength(0)
                .build();
    }

    /** A client of the gateway by plain gRPC. */
    ManagedChannel grpc() {
        return channel(gateway.port());
    }

    ManagedChannel channel(int port) {
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .disableRetry()
                .build();
        lifecycle.add("client", channel::shutdownNow);
        return channel;
    }

    /** Ends a service as if its machine had gone. */
    void stop(String service) {
        service(service).close();
    }

    ServiceHost service(String name) {
        return Objects.requireNonNull(hosts.get(name), name);
    }

    <T> T take(BlockingQueue<? super T> queue, Class<T> type) throws InterruptedException {
        return type.cast(Objects.requireNonNull(queue.poll(10, TimeUnit.SECONDS), "nothing came within 10 s"));
    }

    void host(String name, BindableService... services) {
        var host = ServiceHost.create(
                name, Settings.of(Map.of()).bind(AnyPort.class).listen());
        var recorded = new BindableService[services.length];
        for (var i = 0; i < services.length; i++) {
            var service = services[i];
            recorded[i] = () -> ServerInterceptors.intercept(service, new Recorder());
        }
        hosts.put(name, host.serve(recorded));
        lifecycle.add(name, host);
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private static BindableService[] with(BindableService[] more, BindableService one) {
        var all = java.util.Arrays.copyOf(more, more.length + 1);
        all[more.length] = one;
        return all;
    }

    /** Listens on free ports. */
    @io.smallrye.config.ConfigMapping(prefix = "test")
    interface AnyPort {
        ListenConfig listen();
    }

    private final class Recorder implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata received, ServerCallHandler<Q, A> next) {
            headers.add(received);
            return next.startCall(call, received);
        }
    }
}
