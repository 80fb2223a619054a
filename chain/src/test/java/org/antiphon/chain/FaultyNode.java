package org.antiphon.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node in front of a real one that tells what the real one tells, until a test has it do otherwise. */
final class FaultyNode implements AutoCloseable {

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final URI real;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile @Nullable Lie lie;
    private volatile @Nullable Outage outage;

    private FaultyNode(URI real, HttpServer server) {
        this.real = real;
        this.server = server;
    }

    static FaultyNode before(TestChain chain) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var node = new FaultyNode(URI.create(chain.chain().rpcUrl()), server);
            server.setExecutor(node.threads);
            server.createContext("/", node::answer);
            server.start();
            return node;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Changes each answer to a method, until told otherwise. */
    void lie(String method, Consumer<ObjectNode> change) {
        lie = new Lie(method, change);
    }

    /** Answers nothing as it should, until told otherwise. */
    void fail(Outage how) {
        outage = how;
    }

    /** Tells the truth from now on. */
    void heal() {
        lie = null;
        outage = null;
    }

    /** How many requests came. */
    int requests() {
        return requests.get();
    }

    /** How many answers were not the truth. */
    int faults() {
        return faults.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var request = exchange.getRequestBody().readAllBytes();
        var failing = outage;
        try (exchange) {
            if (failing != null) {
                faults.incrementAndGet();
                failing.answer(exchange);
                return;
            }
            var body = bent(mapper.readTree(request), mapper.readTree(forward(request)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] forward(byte[] request) throws IOException, InterruptedException {
        var forwarded = HttpRequest.newBuilder(real)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        return http.send(forwarded, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private byte[] bent(JsonNode request, JsonNode answer) throws IOException {
        if (answer instanceof ArrayNode answers) {
            for (var each : answers) {
                bend(request.get(0), each);
            }
        } else {
            bend(request, answer);
        }
        return mapper.writeValueAsBytes(answer);
    }

    private void bend(JsonNode request, JsonNode answer) {
        var told = lie;
        if (told != null && told.method().equals(request.get("method").asText())) {
            faults.incrementAndGet();
            told.change().accept((ObjectNode) answer);
        }
    }

    /** What comes instead of an answer. */
    interface Outage {
        void answer(HttpExchange exchange) throws IOException;
    }

    private record Lie(String method, Consumer<ObjectNode> change) {}
}
