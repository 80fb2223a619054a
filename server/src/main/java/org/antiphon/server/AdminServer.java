package org.antiphon.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The port for operators and Kubernetes: {@code /health/live}, {@code /health/ready} and {@code /metrics}. It stands
 * apart from the traffic's port, so that it answers when that one is overloaded and can be closed off from the world.
 */
final class AdminServer implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    static AdminServer start(ListenConfig listen, HealthRegistry health, PrometheusMeterRegistry metrics) {
        try {
            var admin = new AdminServer(
                    HttpServer.create(new InetSocketAddress(listen.host(), listen.adminPort()), BACKLOG));
            admin.route("/health/live", exchange -> json(exchange, OK, "{\"status\":\"live\"}\n"));
            admin.route(
                    "/health/ready", exchange -> json(exchange, health.isReady() ? OK : UNAVAILABLE, document(health)));
            admin.route(
                    "/metrics",
                    exchange -> send(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
            admin.server.createContext("/", exchange -> json(exchange, NOT_FOUND, "{\"error\":\"not found\"}\n"));
            admin.server.setExecutor(admin.threads);
            admin.server.start();
            return admin;
        } catch (IOException inUse) {
            throw new UncheckedIOException(
                    "admin port: %s:%d can't be opened".formatted(listen.host(), listen.adminPort()), inUse);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void route(String path, Answer answer) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                json(exchange, NOT_FOUND, "{\"error\":\"not found\"}\n");
            } else if (!"GET".equals(exchange.getRequestMethod()) && !"HEAD".equals(exchange.getRequestMethod())) {
                json(exchange, METHOD_NOT_ALLOWED, "{\"error\":\"method not allowed (expected: GET)\"}\n");
            } else {
                answer.to(exchange);
            }
        });
    }

    private static String document(HealthRegistry health) {
        try {
            return JsonFormat.printer().preservingProtoFieldNames().print(health.snapshot()) + "\n";
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if ("HEAD".equals(exchange.getRequestMethod())) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
