package org.antiphon.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.web3j.protocol.Service;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * JSON-RPC over http without a thread per request, which is what web3j's own services need. Cancelling the {@link Mono}
 * ends the exchange.
 */
final class JsonRpc extends Service {

    private static final int MAX_BATCH = 100;
    private static final int CONCURRENT_BATCHES = 4;

    private final ChainEndpoint endpoint;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), JsonRpc::thread);
    private final HttpClient http;

    JsonRpc(ChainEndpoint endpoint) {
        super(false);
        this.endpoint = endpoint;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(endpoint.timeout())
                .executor(threads)
                .build();
    }

    /** The answer, also when its result is null; {@link RpcErrorException} when it is an error. */
    <T extends Response<?>> Mono<T> call(Request<?, T> request) {
        return post(request).map(node -> answer(request, node)).doOnNext(answer -> requireResult(request, answer));
    }

    /** The answers in the order of the requests; one error fails all. */
    <T extends Response<?>> Mono<List<T>> batch(List<Request<?, T>> requests) {
        return exchange(requests).doOnNext(answers -> {
            for (int i = 0; i < requests.size(); i++) {
                requireResult(requests.get(i), answers.get(i));
            }
        });
    }

    /** The answers in the order of the requests, errors among them. */
    <T extends Response<?>> Mono<List<T>> exchange(List<Request<?, T>> requests) {
        return Flux.fromIterable(requests)
                .buffer(MAX_BATCH)
                .flatMapSequential(part -> post(part).map(node -> answers(part, node)), CONCURRENT_BATCHES, 1)
                .concatMapIterable(answers -> answers)
                .collectList();
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public <T extends Response> CompletableFuture<T> sendAsync(Request request, Class<T> responseType) {
        return call((Request<?, T>) request).toFuture();
    }

    @Override
    protected InputStream performIO(String payload) throws IOException {
        try {
            var response = http.send(
                    httpRequest(payload.getBytes(StandardCharsets.UTF_8)), HttpResponse.BodyHandlers.ofByteArray());
            return new ByteArrayInputStream(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + endpoint.rpcUrl());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdown();
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "chain-rpc");
        thread.setDaemon(true);
        return thread;
    }

    private Mono<JsonNode> post(Object payload) {
        return Mono.fromCallable(() -> httpRequest(objectMapper.writeValueAsBytes(payload)))
                .flatMap(this::exchange)
                .timeout(endpoint.timeout())
                // Away from the client's own threads: a subscriber that blocks one would block every request.
                .publishOn(Schedulers.parallel())
                .map(this::parse)
                .onErrorMap(e -> !(e instanceof ChainException), this::unreachable);
    }

    /** Not {@code Mono.fromFuture}, which reports the end of a cancelled exchange as a dropped error. */
    private Mono<HttpResponse<byte[]>> exchange(HttpRequest request) {
        return Mono.create(sink -> {
            var cancelled = new AtomicBoolean();
            var exchange = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
            sink.onCancel(() -> {
                cancelled.set(true);
                exchange.cancel(true);
            });
            var unused = exchange.whenComplete((response, failure) -> {
                if (failure == null) {
                    sink.success(response);
                } else if (!cancelled.get()) {
                    sink.error(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        });
    }

    private HttpRequest httpRequest(byte[] payload) {
        return HttpRequest.newBuilder(endpoint.rpcUrl())
                .header("Content-Type", "application/json")
                .timeout(endpoint.timeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                .build();
    }

    private JsonNode parse(HttpResponse<byte[]> response) {
        try {
            if (response.statusCode() == 200) {
                return objectMapper.readTree(response.body());
            }
        } catch (IOException e) {
            throw new ChainException(endpoint.rpcUrl() + " answered something that is not JSON", e);
        }
        throw new ChainException("%s answered with status %d".formatted(endpoint.rpcUrl(), response.statusCode()));
    }

    private <T extends Response<?>> List<T> answers(List<Request<?, T>> requests, JsonNode nodes) {
        Map<Long, JsonNode> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.path("id").asLong(), node));
        return requests.stream()
                .map(request -> answer(request, byId.getOrDefault(request.getId(), nodes)))
                .toList();
    }

    private <T extends Response<?>> T answer(Request<?, T> request, JsonNode node) {
        if (!node.isObject() || node.path("id").asLong() != request.getId()) {
            throw new ChainException("%s did not answer %s".formatted(endpoint.rpcUrl(), request.getMethod()));
        }
        try {
            return objectMapper.treeToValue(node, request.getResponseType());
        } catch (IOException e) {
            throw new ChainException(
                    "%s answered %s with an unknown shape".formatted(endpoint.rpcUrl(), request.getMethod()), e);
        }
    }

    private static void requireResult(Request<?, ?> request, Response<?> answer) {
        if (answer.hasError()) {
            throw new RpcErrorException(request.getMethod(), answer.getError());
        }
    }

    private ChainException unreachable(Throwable cause) {
        var reason = switch (cause) {
            case TimeoutException ignored -> noAnswer();
            case HttpTimeoutException ignored -> noAnswer();
            case ConnectException ignored -> "can't be reached";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
        return new ChainException("%s: %s".formatted(endpoint.rpcUrl(), reason), cause);
    }

    private String noAnswer() {
        return "no answer within %d s".formatted(endpoint.timeout().toSeconds());
    }
}
