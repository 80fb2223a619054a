package org.antiphon.gateway.error;

import com.linecorp.armeria.common.HttpStatus;
import io.grpc.Status;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.StatusMapper;

/** The one table between gRPC's codes and HTTP's. */
final class HttpStatusTable {
    private static final HttpStatus UNAVAILABLE_FOR_LEGAL_REASONS = HttpStatus.valueOf(451);
    private static final HttpStatus CLIENT_CLOSED_REQUEST = HttpStatus.valueOf(499);

    private HttpStatusTable() {}

    /**
     * The HTTP status of an error.
     *
     * @param reason the name in {@code ErrorInfo.reason}, which some codes need to be told apart; empty if unknown
     */
    static HttpStatus of(Status.Code code, String reason) {
        return switch (code) {
            case OK -> HttpStatus.OK;
            case CANCELLED -> CLIENT_CLOSED_REQUEST;
            case INVALID_ARGUMENT, FAILED_PRECONDITION -> HttpStatus.BAD_REQUEST;
            case OUT_OF_RANGE ->
                is(reason, ErrorReason.ERROR_REASON_RANGE_INVALID)
                        ? HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE
                        : HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND ->
                is(reason, ErrorReason.ERROR_REASON_CONTENT_TAKEN_DOWN)
                        ? UNAVAILABLE_FOR_LEGAL_REASONS
                        : HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
            case RESOURCE_EXHAUSTED -> exhausted(reason);
            case UNIMPLEMENTED ->
                is(reason, ErrorReason.ERROR_REASON_ROUTE_UNKNOWN) ? HttpStatus.NOT_FOUND : HttpStatus.NOT_IMPLEMENTED;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
            case UNKNOWN, INTERNAL, DATA_LOSS -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /** The reason behind a status that the HTTP server itself chose. */
    static ErrorReason reasonOf(HttpStatus status) {
        return switch (status.code()) {
            case 400 -> ErrorReason.ERROR_REASON_FIELD_INVALID;
            case 404, 405, 501 -> ErrorReason.ERROR_REASON_ROUTE_UNKNOWN;
            case 408, 504 -> ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED;
            case 413, 414, 431 -> ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE;
            case 415 -> ErrorReason.ERROR_REASON_BODY_MALFORMED;
            case 416 -> ErrorReason.ERROR_REASON_RANGE_INVALID;
            case 429 -> ErrorReason.ERROR_REASON_OVERLOADED;
            case 502, 503 -> ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE;
            default -> ErrorReason.ERROR_REASON_INTERNAL;
        };
    }

    private static HttpStatus exhausted(String reason) {
        if (is(reason, ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE)
                || is(reason, ErrorReason.ERROR_REASON_FILE_TOO_LARGE)) {
            return HttpStatus.REQUEST_ENTITY_TOO_LARGE;
        }
        return is(reason, ErrorReason.ERROR_REASON_DISK_FULL)
                ? HttpStatus.INSUFFICIENT_STORAGE
                : HttpStatus.TOO_MANY_REQUESTS;
    }

    private static boolean is(String name, ErrorReason reason) {
        return StatusMapper.nameOf(reason).equals(name);
    }
}
