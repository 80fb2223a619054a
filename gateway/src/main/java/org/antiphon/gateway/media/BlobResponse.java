package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Consumer;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.error.ApiError;
import org.antiphon.proto.content.v1.BlobHeader;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Sends a blob as an HTTP answer. The status line waits for the content node's first word, so that an error before it has
 * a status of its own; after that each piece is fetched when the client has taken the one before.
 */
final class BlobResponse {
    private final Exchange exchange;
    private final String cacheControl;
    private final boolean ranged;
    private final Duration idleTimeout;
    private final Consumer<BlobHeader> onServed;

    /**
     * An answer to be.
     *
     * @param ranged whether the client asked for a part
     * @param onServed told when the first bytes go out
     */
    BlobResponse(
            Exchange exchange,
            String cacheControl,
            boolean ranged,
            Duration idleTimeout,
            Consumer<BlobHeader> onServed) {
        this.exchange = exchange;
        this.cacheControl = cacheControl;
        this.ranged = ranged;
        this.idleTimeout = idleTimeout;
        this.onServed = onServed;
    }

    HttpResponse send(Flux<Blob> blob) {
        exchange.ctx().clearRequestTimeout();
        return HttpResponse.of(Flux.from(blob)
                .timeout(idleTimeout)
                .switchOnFirst(this::answer)
                .onErrorResume(BlobResponse::isBeforeHeaders, BlobResponse::refusal));
    }

    private Publisher<HttpObject> answer(Signal<? extends Blob> first, Flux<Blob> blob) {
        if (first.get() instanceof Blob.Header start) {
            var header = start.header();
            if (isUnchanged(header)) {
                return Mono.just(headers(header, HttpStatus.NOT_MODIFIED).build());
            }
            var status = ranged ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK;
            var headers = headers(header, status).contentLength(header.getLength());
            if (ranged) {
                headers.set(HttpHeaderNames.CONTENT_RANGE, contentRange(header));
            }
            return exchange.isHead() ? Mono.just(headers.build()) : body(headers.build(), header, blob);
        }
        return first.isOnError() ? blob.cast(HttpObject.class) : Flux.error(Status.INTERNAL.asRuntimeException());
    }

    private Flux<HttpObject> body(ResponseHeaders headers, BlobHeader header, Flux<Blob> blob) {
        return blob.map(part -> switch (part) {
                    case Blob.Header ignored -> headers;
                    case Blob.Data data -> data.toHttp();
                })
                .onErrorMap(BrokenOff::new)
                .doOnSubscribe(subscribed -> onServed.accept(header));
    }

    private ResponseHeadersBuilder headers(BlobHeader header, HttpStatus status) {
        return ResponseHeaders.builder(status)
                .contentType(contentType(header))
                .set(HttpHeaderNames.ACCEPT_RANGES, "bytes")
                .set(HttpHeaderNames.ETAG, etag(header.getCid()))
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .set(HttpHeaderNames.CACHE_CONTROL, cacheControl);
    }

    private boolean isUnchanged(BlobHeader header) {
        var condition = exchange.request().headers().get(HttpHeaderNames.IF_NONE_MATCH, "");
        return condition.equals("*") || condition.contains(etag(header.getCid()));
    }

    static String etag(String cid) {
        return '"' + cid + '"';
    }

    private static MediaType contentType(BlobHeader header) {
        try {
            return MediaType.parse(header.getContentType());
        } catch (IllegalArgumentException unknown) {
            return MediaType.OCTET_STREAM;
        }
    }

    private static String contentRange(BlobHeader header) {
        return "bytes %d-%d/%d"
                .formatted(header.getFirst(), header.getFirst() + header.getLength() - 1, header.getSize());
    }

    private static boolean isBeforeHeaders(Throwable failure) {
        return !(failure instanceof BrokenOff);
    }

    private static Publisher<HttpObject> refusal(Throwable failure) {
        var error = ApiError.of(failure);
        var headers = error.headers();
        if (error.httpStatus().equals(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)) {
            error.metadata("size").ifPresent(size -> headers.set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size));
        }
        return Flux.just(headers.build(), error.body());
    }

    /** A failure after the status line: all that is left is to break the connection off, so that nobody takes a part for all. */
    private static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenOff(Throwable cause) {
            super("the blob broke off", cause, false, false);
        }
    }
}
