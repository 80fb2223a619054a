package org.antiphon.discovery.nodes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/**
 * Asks a node for its health. An endpoint is whatever somebody registered on the chain, so nothing it does may cost more
 * than a little time and memory: it must be public, gets one request, is followed nowhere else, and its answer is cut.
 */
final class NodeProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_BODY = 64 * 1024;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final HttpClient http;
    private final JsonMapper json = new JsonMapper();

    /**
     * A probe.
     *
     * @param allowPrivate whether nodes may be on this host and in private networks, as in development
     */
    NodeProbe(boolean allowPrivate) {
        var client = HttpClient.newConnection()
                .followRedirect(false)
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "antiphon"));
        this.http = allowPrivate ? client : client.resolver(new PublicAddresses());
    }

    /** Asks once; never fails. */
    Mono<NodeAnswer> ask(String endpoint) {
        return Mono.fromCallable(() -> healthCheck(endpoint))
                .flatMap(url -> http.get()
                        .uri(url)
                        .response((head, body) -> head.status().code() == 200
                                ? read(body)
                                : Mono.just(NodeAnswer.unhealthy(
                                        "it answered %d".formatted(head.status().code()))))
                        .single())
                .timeout(PATIENCE)
                .onErrorResume(failure -> Mono.just(failed(failure)));
    }

    private static URI healthCheck(String endpoint) {
        var uri = URI.create(endpoint.replaceAll("/+$", "") + "/health_check");
        if (uri.getScheme() == null
                || !SCHEMES.contains(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(endpoint);
        }
        return uri;
    }

    private Mono<NodeAnswer> read(ByteBufFlux body) {
        return body.asByteArray()
                .reduceWith(ByteArrayOutputStream::new, NodeProbe::append)
                .map(bytes -> judge(bytes.toByteArray()));
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream bytes, byte[] more) {
        if (bytes.size() + more.length > MAX_BODY) {
            throw new TooLongFrameException();
        }
        bytes.writeBytes(more);
        return bytes;
    }

    /** A content node says in words how it is; that a discovery node answers 200 is all it says. */
    private NodeAnswer judge(byte[] body) {
        try {
            var document = json.readTree(body);
            if (!document.isObject()) {
                return NodeAnswer.unhealthy("its answer is no JSON object");
            }
            return document.path("data").path("healthy").asBoolean(true)
                    ? NodeAnswer.healthy()
                    : NodeAnswer.unhealthy("it says that it is not healthy");
        } catch (IOException malformed) {
            return NodeAnswer.unhealthy("its answer is no JSON object");
        }
    }

    private static NodeAnswer failed(Throwable failure) {
        return switch (failure) {
            case TooLongFrameException ignored -> NodeAnswer.unhealthy("its answer is longer than 64 KiB");
            case TimeoutException ignored -> NodeAnswer.unreachable("no answer within 3 s");
            case UnknownHostException ignored -> NodeAnswer.unreachable("its host has no public address");
            case ConnectException ignored -> NodeAnswer.unreachable("no connection");
            case IllegalArgumentException ignored -> NodeAnswer.unreachable("its endpoint is no http or https URL");
            default -> NodeAnswer.unreachable("the exchange broke off");
        };
    }
}
