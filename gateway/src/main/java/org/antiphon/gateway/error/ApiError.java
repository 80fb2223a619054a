package org.antiphon.gateway.error;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antiphon.gateway.json.Json;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;

/**
 * An error as REST shows it: the same {@code google.rpc.Status} that gRPC carries, as JSON with the HTTP status that
 * belongs to it.
 */
public final class ApiError {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpStatus httpStatus;
    private final com.google.rpc.Status status;

    private ApiError(HttpStatus httpStatus, com.google.rpc.Status status) {
        this.httpStatus = httpStatus;
        this.status = status;
    }

    /** The public side of whatever went wrong. */
    public static ApiError of(Throwable failure) {
        var mapped = StatusMapper.toStatus(failure);
        var status = details(mapped);
        var reason = info(status).map(ErrorInfo::getReason).orElse("");
        return new ApiError(HttpStatusTable.of(mapped.getStatus().getCode(), reason), status);
    }

    /** The same error under an HTTP status that says more than the code does, such as 405. */
    public static ApiError of(HttpStatus httpStatus, ErrorReason reason, String message) {
        return new ApiError(httpStatus, of(new ApiException(reason, message)).status);
    }

    /** An error that the HTTP server found by itself. */
    public static ApiError of(HttpStatus httpStatus, String message) {
        return of(httpStatus, HttpStatusTable.reasonOf(httpStatus), message);
    }

    /** 405 with the methods that the path has. */
    public static HttpResponse wrongMethod(HttpMethod method, String path, Set<HttpMethod> allowed) {
        var names = allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        var error = of(
                HttpStatus.METHOD_NOT_ALLOWED,
                ErrorReason.ERROR_REASON_ROUTE_UNKNOWN,
                "%s %s: not allowed (expected: %s)".formatted(method, ApiException.shown(path), names));
        return HttpResponse.of(error.headers().set(HttpHeaderNames.ALLOW, names).build(), error.body());
    }

    public HttpStatus httpStatus() {
        return httpStatus;
    }

    /** A detail for programs, from {@code ErrorInfo.metadata}. */
    public Optional<String> metadata(String key) {
        return info(status).map(info -> info.getMetadataMap().get(key));
    }

    /** The headers of the answer; the caller may add some. */
    public ResponseHeadersBuilder headers() {
        var headers = ResponseHeaders.builder(httpStatus)
                .contentType(MediaType.JSON_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (httpStatus.equals(HttpStatus.SERVICE_UNAVAILABLE) || httpStatus.equals(HttpStatus.TOO_MANY_REQUESTS)) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return headers;
    }

    public HttpData body() {
        return HttpData.wrap(Json.write(this::write));
    }

    public HttpResponse toResponse() {
        return HttpResponse.of(headers().build(), body());
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", httpStatus.code());
        json.writeStringField(
                "status", Status.fromCodeValue(status.getCode()).getCode().name());
        json.writeStringField("message", status.getMessage());
        json.writeArrayFieldStart("details");
        for (var detail : status.getDetailsList()) {
            ErrorDetails.write(json, detail);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static com.google.rpc.Status details(StatusRuntimeException failure) {
        return StatusProto.fromStatusAndTrailers(
                failure.getStatus(), Objects.requireNonNullElseGet(failure.getTrailers(), Metadata::new));
    }

    private static Optional<ErrorInfo> info(com.google.rpc.Status status) {
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .findFirst()
                .flatMap(ApiError::unpack);
    }

    private static Optional<ErrorInfo> unpack(Any detail) {
        try {
            return Optional.of(detail.unpack(ErrorInfo.class));
        } catch (InvalidProtocolBufferException malformed) {
            return Optional.empty();
        }
    }
}
