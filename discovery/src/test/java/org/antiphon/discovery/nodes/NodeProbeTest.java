package org.antiphon.discovery.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.NodeSql;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.testing.NetworkRows;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            switch (path.substring(1).replace("/health_check", "")) {
                case "well" -> send(exchange, 200, "{\"data\":{\"service\":\"discovery-node\"}}");
                case "content" -> send(exchange, 200, "{\"data\":{\"healthy\":true}}");
                case "ill" -> send(exchange, 200, "{\"data\":{\"healthy\":false}}");
                case "broken" -> send(exchange, 503, "{\"data\":{\"healthy\":true}}");
                case "text" -> send(exchange, 200, "<html>");
                case "list" -> send(exchange, 200, "[]");
                case "empty" -> send(exchange, 200, "");
                case "huge" -> send(exchange, 200, "{\"data\":\"" + "x".repeat(64 * 1024) + "\"}");
                case "endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (end.getCount() > 0) {
                        exchange.getResponseBody().write(new byte[1024]);
                    }
                }
                case "silent" -> await();
                case "trickle" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await();
                }
                case "inside" -> {
                    exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data");
                    send(exchange, 302, "");
                }
                case "home" -> {
                    exchange.getResponseHeaders().set("Location", "/well/health_check");
                    send(exchange, 302, "");
                }
                default -> send(exchange, 404, "");
            }
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String endpoint(String node) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), node);
    }

    private static NodeAnswer ask(String endpoint, boolean allowPrivate) {
        return new NodeProbe(allowPrivate).ask(endpoint).blockOptional(LIMIT).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "well, HEALTHY, ''",
        "well/, HEALTHY, ''",
        "content, HEALTHY, ''",
        "ill, UNHEALTHY, it says that it is not healthy",
        "broken, UNHEALTHY, it answered 503",
        "text, UNHEALTHY, its answer is no JSON object",
        "list, UNHEALTHY, its answer is no JSON object",
        "empty, UNHEALTHY, its answer is no JSON object",
        "huge, UNHEALTHY, its answer is longer than 64 KiB",
        "endless, UNHEALTHY, its answer is longer than 64 KiB",
        "inside, UNHEALTHY, it answered 302",
        "home, UNHEALTHY, it answered 302",
        "silent, UNREACHABLE, no answer within 3 s",
        "trickle, UNREACHABLE, no answer within 3 s"
    })
    void anAnswerIsJudged(String node, NodeAnswer.State state, String reason) {
        var answer = ask(endpoint(node), true);

        assertThat(answer.state()).isEqualTo(state);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aClosedPortIsUnreachable() {
        var endpoint = endpoint("well");
        server.stop(0);

        assertThat(ask(endpoint, true).reason()).isEqualTo("no connection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void noHostInsideIsDialled(String host) {
        var answer = ask("http://%s:%d/well".formatted(host, server.getAddress().getPort()), false);

        assertThat(answer.state()).isEqualTo(NodeAnswer.State.UNREACHABLE);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "well",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "http://",
                "http://a b",
                "http://u:p@127.0.0.1"
            })
    void onlyHttpIsAsked(String endpoint) {
        assertThat(ask(endpoint, true).reason()).isEqualTo("its endpoint is no http or https URL");
    }

    @Test
    void registeredNodesAreAskedAndTheirLastAnswersKept() {
        try (var network = new NetworkRows(postgres.databaseConfig())) {
            network.node("content-node", 1, 1, endpoint("well"), 1)
                    .node("content-node", 2, 1, endpoint("ill"), 1)
                    .node("content-node", 3, 1, endpoint("broken"), 1)
                    .run("UPDATE service_nodes SET is_registered = false WHERE sp_id = 3");
            var rows = new RowQueries(network.database());
            var nodes = rows.page(NodeSql.NODES, Filter.everything(), 10, "")
                    .blockOptional(LIMIT)
                    .orElseThrow()
                    .items();
            try (var healths = NodeHealths.start(rows, true, Duration.ofMillis(300))) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(nodes)
                                .extracting(node -> healths.of(node)
                                        .map(answer -> answer.state().name())
                                        .orElse("NEVER"))
                                .containsExactly("HEALTHY", "UNHEALTHY", "NEVER"));
                network.run("DELETE FROM service_nodes WHERE sp_id = 1");
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(healths.of(nodes.getFirst())).isEmpty());
            }
        }
    }
}
