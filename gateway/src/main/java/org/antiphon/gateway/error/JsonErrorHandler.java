package org.antiphon.gateway.error;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestCancellationException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import org.antiphon.gateway.rpc.RequestId;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives whatever the HTTP server itself would answer in text the error body that clients know. */
public final class JsonErrorHandler implements ServerErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(JsonErrorHandler.class);

    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable failure) {
        var cause = Exceptions.peel(failure);
        if (isServersOwn(cause)) {
            return null;
        }
        var error = errorOf(cause);
        if (error.httpStatus().equals(HttpStatus.INTERNAL_SERVER_ERROR)) {
            log.error("request_id={} failed", RequestId.of(ctx).orElse("-"), cause);
        }
        return GrpcError.isGrpc(ctx.request().headers())
                ? GrpcError.respond(ctx.request().headers(), cause)
                : error.toResponse();
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        var request = ctx == null ? headers : ctx.request().headers();
        if (request != null && GrpcError.isGrpc(request) && cause instanceof ContentTooLargeException tooLarge) {
            return AggregatedHttpResponse.of(GrpcError.headers(request, tooLarge(tooLarge)));
        }
        var error = cause instanceof ContentTooLargeException tooLarge
                ? ApiError.of(tooLarge(tooLarge))
                : ApiError.of(status, explain(Objects.requireNonNullElse(description, status.reasonPhrase())));
        return AggregatedHttpResponse.of(error.headers().build(), error.body());
    }

    /** Armeria doesn't hand over a URL that it can't read, so the value can't be shown. */
    private static String explain(String description) {
        return description.equals("Invalid request path")
                ? "path or query: malformed (expected: two hexadecimal digits after each %, which itself is %25, and no ..)"
                : description;
    }

    private static boolean isServersOwn(Throwable cause) {
        return cause instanceof HttpStatusException
                || cause instanceof HttpResponseException
                || cause instanceof RequestCancellationException;
    }

    private static ApiError errorOf(Throwable cause) {
        return switch (cause) {
            case ContentTooLargeException tooLarge -> ApiError.of(tooLarge(tooLarge));
            case RequestTimeoutException ignored ->
                ApiError.of(HttpStatus.REQUEST_TIMEOUT, "the request was not complete in time");
            case ApiException refused -> ApiError.of(refused);
            case StatusRuntimeException status -> ApiError.of(status);
            default -> ApiError.of(cause);
        };
    }

    /** A body over the limit as an error with the limit in it. */
    public static ApiException tooLarge(ContentTooLargeException tooLarge) {
        return new ApiException(
                ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                "body: larger than allowed (expected: up to %d bytes)".formatted(tooLarge.maxContentLength()));
    }
}
