package org.antiphon.gateway.media;

import com.google.protobuf.UnsafeByteOperations;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.multipart.BodyPart;
import com.linecorp.armeria.common.multipart.MimeParsingException;
import com.linecorp.armeria.common.multipart.Multipart;
import io.grpc.Channel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.error.ApiError;
import org.antiphon.gateway.json.Json;
import org.antiphon.gateway.json.JsonPrinter;
import org.antiphon.gateway.rpc.Deadlines;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.upstream.ClientStreamingCall;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.content.v1.UploadServiceGrpc;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code POST /uploads}: a form with files, passed on to the content node piece by piece while it arrives, so that an
 * upload costs the gateway no memory to speak of, however large it is.
 */
final class UploadHandler implements RouteHandler {
    private static final int CHUNK = 256 << 10;
    private static final int MAX_FIELD = 64 << 10;
    private static final String FILES = "files";

    private final Channel channel;
    private final Rpc rpc;
    private final GatewayConfig.Limits limits;

    UploadHandler(Channel channel, Rpc rpc, GatewayConfig.Limits limits) {
        this.channel = channel;
        this.rpc = rpc;
        this.limits = limits;
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        var type = exchange.request().contentType();
        if (type == null
                || !type.belongsTo(MediaType.MULTIPART_FORM_DATA)
                || !type.parameters().containsKey("boundary")) {
            return ApiError.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            ErrorReason.ERROR_REASON_BODY_MALFORMED,
                            "content-type: \"%s\" (expected: multipart/form-data with a boundary)"
                                    .formatted(ApiException.shown(Objects.toString(type, ""))))
                    .toResponse();
        }
        var form = new UploadForm();
        var headers = new PartHeaderLimit();
        return exchange.answer(Flux.from(form(exchange.request(), type, headers).bodyParts())
                .doOnNext(part -> headers.progressed())
                .concatMap(part -> take(exchange, form, watched(part, headers)), 0)
                .collectList()
                .onErrorMap(this::explain)
                .map(uploads -> answer(exchange, uploads)));
    }

    private static BodyPart watched(BodyPart part, PartHeaderLimit headers) {
        return BodyPart.of(part.headers(), Flux.from(part.content()).doOnNext(data -> headers.progressed()));
    }

    private static Multipart form(HttpRequest request, MediaType type, PartHeaderLimit headers) {
        var body = Flux.from(request).ofType(HttpData.class).doOnNext(headers::arrived);
        return Multipart.from(
                Objects.requireNonNull(type.parameters().get("boundary")).getFirst(), new HeldBody(body));
    }

    private Mono<Upload> take(Exchange exchange, UploadForm form, BodyPart part) {
        var name = Objects.toString(part.name(), "");
        var filename = part.filename();
        if (filename == null) {
            return text(part, name).doOnNext(value -> form.set(name, value)).then(Mono.empty());
        }
        if (!name.equals(FILES)) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID,
                    "%s: holds a file (expected: files in the field \"%s\")"
                            .formatted(ApiException.shown(name), FILES));
        }
        return upload(exchange, form.header(filename), part);
    }

    private Mono<Upload> upload(Exchange exchange, UploadHeader header, BodyPart file) {
        var start = UploadRequest.newBuilder().setHeader(header).build();
        var chunks = Flux.from(file.content())
                .timeout(limits.uploadIdleTimeout())
                .doOnNext(new SizeLimit(limits.maxUploadSize()))
                .concatMapIterable(UploadHandler::chunks, 1);
        return ClientStreamingCall.send(
                        channel,
                        UploadServiceGrpc.getUploadMethod(),
                        Deadlines.options(rpc, null),
                        exchange.metadata(),
                        Flux.concat(Mono.just(start), chunks))
                .map(UploadResponse::getUpload);
    }

    private static List<UploadRequest> chunks(HttpData data) {
        var bytes = data.array();
        return IntStream.iterate(0, from -> from < bytes.length, from -> from + CHUNK)
                .mapToObj(from -> UploadRequest.newBuilder()
                        .setChunk(UnsafeByteOperations.unsafeWrap(bytes, from, Math.min(CHUNK, bytes.length - from)))
                        .build())
                .toList();
    }

    private static Mono<String> text(BodyPart part, String name) {
        return Flux.from(part.content())
                .reduceWith(ByteArrayOutputStream::new, (text, data) -> {
                    if (text.size() + data.length() > MAX_FIELD) {
                        throw new ApiException(
                                ErrorReason.ERROR_REASON_FIELD_INVALID,
                                "%s: too long (expected: up to %d bytes)".formatted(name, MAX_FIELD));
                    }
                    text.writeBytes(data.array());
                    return text;
                })
                .map(text -> text.toString(StandardCharsets.UTF_8).strip());
    }

    private static HttpResponse answer(Exchange exchange, List<Upload> uploads) {
        if (uploads.isEmpty()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID,
                    "files: missing (expected: a file in the form's field \"files\")");
        }
        return exchange.complete(MediaType.JSON_UTF_8, "no-store", Json.write(json -> {
            json.writeStartArray();
            for (var upload : uploads) {
                JsonPrinter.write(json, upload);
            }
            json.writeEndArray();
        }));
    }

    private Throwable explain(Throwable failure) {
        return switch (failure) {
            case MimeParsingException malformed ->
                new ApiException(
                        ErrorReason.ERROR_REASON_BODY_MALFORMED, "body: no multipart form: " + malformed.getMessage());
            case TimeoutException ignored ->
                new ApiException(
                        ErrorReason.ERROR_REASON_UPLOAD_INTERRUPTED,
                        "files: nothing came for %s s"
                                .formatted(limits.uploadIdleTimeout().toSeconds()));
            default -> failure;
        };
    }
}
