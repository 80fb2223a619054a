package org.antiphon.server;

import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * What every service stands on, put together once: health, metrics, database, gRPC server and admin port, and the order
 * in which they stop: not serving, drained, closed.
 */
public final class ServiceHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceHost.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PERMITTED_KEEPALIVE = Duration.ofSeconds(10);

    private final String name;
    private final ListenConfig listen;
    private final Lifecycle lifecycle;
    private final HealthRegistry health;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthStatusManager grpcHealth = new HealthStatusManager();
    private int grpcPort;
    private int adminPort;

    private ServiceHost(String name, ListenConfig listen) {
        this.name = name;
        this.listen = listen;
        this.lifecycle = new Lifecycle(name);
        this.health = new HealthRegistry(name, version());
        metrics.config().commonTags("service", name);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        var gc = new JvmGcMetrics();
        gc.bindTo(metrics);
        lifecycle.add("gc metrics", gc);
    }

    /** A host that does not listen yet. */
    public static ServiceHost create(String name, ListenConfig listen) {
        // An error after cancellation has nobody left to tell: a client that went away is its usual cause.
        Hooks.onErrorDropped(late -> log.debug("service={} dropped=\"{}\"", name, late.toString()));
        return new ServiceHost(name, listen);
    }

    public HealthRegistry health() {
        return health;
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    /** The version of the build, {@code dev} when run from class files. */
    public static String version() {
        return Objects.requireNonNullElse(ServiceHost.class.getPackage().getImplementationVersion(), "dev");
    }

    /** Closes a resource when the host closes, in reverse order of registration. */
    public void onClose(String part, AutoCloseable resource) {
        lifecycle.add(part, resource);
    }

    /** Opens the service's database; its state is the health component {@code database}. Blocks while migrating. */
    public Database database(DatabaseConfig config, String migrations) {
        var database = Database.open(config, migrations, metrics);
        lifecycle.add("database", database);
        watch("database", database.ping());
        return database;
    }

    /** Keeps a health component up to date by a check made now and every 5 s. */
    public void watch(String part, Mono<Void> check) {
        var component = health.component(part);
        var watching = Flux.interval(Duration.ZERO, CHECK_EVERY)
                .onBackpressureDrop()
                .concatMap(
                        tick -> check.timeout(CHECK_TIMEOUT)
                                .doOnSuccess(done -> component.healthy())
                                .onErrorResume(failure -> {
                                    component.unhealthy(part + " does not answer: "
                                            + failure.getClass().getSimpleName());
                                    return Mono.empty();
                                }),
                        1)
                .subscribe();
        lifecycle.add(part + " check", watching::dispose);
    }

    /** Health as gRPC services, for a server that is not this host's own. */
    public List<BindableService> commonServices() {
        return List.of(grpcHealth.getHealthService(), new HealthGrpcService(health));
    }

    /** Opens the admin port alone, for a service whose traffic comes another way. */
    public ServiceHost serveAdmin() {
        var admin = AdminServer.start(listen, health, metrics);
        adminPort = admin.port();
        lifecycle.add("admin port", admin);
        followHealth(List.of());
        return this;
    }

    /** Opens the gRPC port with the given services and the admin port. */
    public ServiceHost serve(BindableService... services) {
        var definitions = Stream.concat(Stream.of(services), commonServices().stream())
                .map(BindableService::bindService)
                .toList();
        serveAdmin();
        var server = start(definitions);
        grpcPort = server.getPort();
        lifecycle.add("grpc server", () -> drain(server));
        followHealth(definitions);
        log.info(
                "service={} version={} grpc_port={} admin_port={} state=started", name, version(), grpcPort, adminPort);
        return this;
    }

    public int grpcPort() {
        return grpcPort;
    }

    public int adminPort() {
        return adminPort;
    }

    @Override
    public void close() {
        grpcHealth.enterTerminalState();
        lifecycle.close();
        log.info("service={} state=stopped", name);
    }

    private Server start(List<ServerServiceDefinition> definitions) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.grpcPort()))
                    .addServices(definitions)
                    .addService(ProtoReflectionServiceV1.newInstance())
                    .permitKeepAliveTime(PERMITTED_KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .intercept(new ValidationInterceptor(requestsOf(definitions)))
                    .intercept(new ErrorInterceptor())
                    .intercept(new MetricCollectingServerInterceptor(metrics))
                    .build()
                    .start();
        } catch (IOException inUse) {
            throw new UncheckedIOException(
                    "service %s: port %s:%d can't be opened".formatted(name, listen.host(), listen.grpcPort()), inUse);
        }
    }

    private void followHealth(List<ServerServiceDefinition> definitions) {
        var names = new ArrayList<String>(List.of(HealthStatusManager.SERVICE_NAME_ALL_SERVICES));
        definitions.forEach(each -> names.add(each.getServiceDescriptor().getName()));
        health.onChange((state, ready) -> names.forEach(
                each -> grpcHealth.setStatus(each, ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)));
    }

    private static List<Descriptor> requestsOf(List<ServerServiceDefinition> definitions) {
        return definitions.stream()
                .filter(each ->
                        each.getServiceDescriptor().getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier)
                .flatMap(each -> each.getMethods().stream())
                .map(method -> method.getMethodDescriptor().getSchemaDescriptor())
                .filter(ProtoMethodDescriptorSupplier.class::isInstance)
                .map(schema -> ((ProtoMethodDescriptorSupplier) schema)
                        .getMethodDescriptor()
                        .getInputType())
                .toList();
    }

    private static void drain(Server server) throws InterruptedException {
        server.shutdown();
        if (!server.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
            server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }
}
