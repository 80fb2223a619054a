package org.antiphon.chain;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Bytes to a node and back over http, without a thread per request. Cancelling the {@link Mono} ends the exchange; so do
 * an answer that is too long and one that takes too long, whether it stands still or dribbles.
 */
final class RpcTransport implements AutoCloseable {

    /** Longest answer: a block of 15 MB of logs in hex, or what a range of them comes to. */
    static final long MAX_ANSWER = 32L << 20;

    private final URI url;
    private final String name;
    private final Duration timeout;
    private final RpcListener listener;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), RpcTransport::thread);
    private final HttpClient http;

    RpcTransport(URI url, Duration timeout, RpcListener listener) {
        this.url = url;
        this.name = ChainEndpoint.nameOf(url);
        this.timeout = timeout;
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
    }

    /** The node, as it may be told. */
    String name() {
        return name;
    }

    /**
     * The answer, whatever its status. Fails with {@link OversizedAnswerException} or another {@link ChainException}, which
     * name the node.
     */
    Mono<HttpResponse<InputStream>> post(byte[] payload) {
        return exchange(payload)
                .timeout(timeout)
                // Away from the client's own threads: a subscriber that blocks one would block every request.
                .publishOn(Schedulers.parallel())
                .onErrorMap(this::named)
                .doOnSuccess(response -> listener.answered(name))
                .doOnError(failure -> listener.failed(name));
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

    /** Not {@code Mono.fromFuture}, which reports the end of a cancelled exchange as a dropped error. */
    private Mono<HttpResponse<InputStream>> exchange(byte[] payload) {
        return Mono.create(sink -> {
            var cancelled = new AtomicBoolean();
            var exchange = http.sendAsync(request(payload), info -> new BoundedBody(MAX_ANSWER));
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

    private HttpRequest request(byte[] payload) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                .build();
    }

    private ChainException named(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return new OversizedAnswerException("%s: no whole answer in %d ms".formatted(name, timeout.toMillis()));
        }
        if (failure instanceof OversizedAnswerException) {
            return new OversizedAnswerException("%s: %s".formatted(name, failure.getMessage()));
        }
        if (failure instanceof ConnectException) {
            return new ChainException(name + ": can't be reached", failure);
        }
        var reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new ChainException("%s: %s".formatted(name, reason), failure);
    }
}
