package org.antiphon.server;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.antiphon.proto.common.v1.ErrorReason;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/**
 * The one table from errors to gRPC statuses, so that a reason means the same code in every service and at the gateway.
 */
public final class StatusMapper {
    /** The domain of every {@link ErrorInfo} that Antiphon sends. */
    public static final String DOMAIN = "antiphon";

    private static final String PREFIX = "ERROR_REASON_";

    private StatusMapper() {}

    /** The name that travels in {@code ErrorInfo.reason}: the enum's name without its prefix. */
    public static String nameOf(ErrorReason reason) {
        return reason.name().substring(PREFIX.length());
    }

    /** The code that a reason travels with. */
    public static Status.Code codeOf(ErrorReason reason) {
        return switch (reason) {
            case ERROR_REASON_FIELD_INVALID,
                    ERROR_REASON_HASHID_MALFORMED,
                    ERROR_REASON_BODY_MALFORMED,
                    ERROR_REASON_PAGE_TOKEN_INVALID,
                    ERROR_REASON_TEMPLATE_UNKNOWN,
                    ERROR_REASON_FILE_EMPTY,
                    ERROR_REASON_NOT_AUDIO,
                    ERROR_REASON_AUDIO_TRUNCATED,
                    ERROR_REASON_NOT_IMAGE,
                    ERROR_REASON_CID_MALFORMED,
                    ERROR_REASON_IMAGE_VARIANT_UNKNOWN,
                    ERROR_REASON_CALL_MALFORMED,
                    ERROR_REASON_CONTRACT_UNKNOWN,
                    ERROR_REASON_SIGNATURE_INVALID -> Status.Code.INVALID_ARGUMENT;
            case ERROR_REASON_TRACK_NOT_FOUND,
                    ERROR_REASON_USER_NOT_FOUND,
                    ERROR_REASON_TRACK_NOT_STREAMABLE,
                    ERROR_REASON_TRANSACTION_NOT_FOUND,
                    ERROR_REASON_BLOCK_NOT_INDEXED,
                    ERROR_REASON_CONTENT_TAKEN_DOWN,
                    ERROR_REASON_NODE_NOT_FOUND,
                    ERROR_REASON_PROVIDER_NOT_FOUND,
                    ERROR_REASON_PROPOSAL_NOT_FOUND,
                    ERROR_REASON_CASE_NOT_FOUND,
                    ERROR_REASON_PURCHASE_NOT_FOUND,
                    ERROR_REASON_UPLOAD_NOT_FOUND,
                    ERROR_REASON_BLOB_NOT_FOUND,
                    ERROR_REASON_AUTHENTICATION_NOT_FOUND -> Status.Code.NOT_FOUND;
            case ERROR_REASON_STREAM_NOT_GRANTED, ERROR_REASON_SIGNER_MISMATCH -> Status.Code.PERMISSION_DENIED;
            case ERROR_REASON_NONCE_REPLAYED, ERROR_REASON_AUTHENTICATION_EXISTS -> Status.Code.ALREADY_EXISTS;
            case ERROR_REASON_TRANSACTION_REFUSED -> Status.Code.FAILED_PRECONDITION;
            case ERROR_REASON_UPLOAD_INTERRUPTED, ERROR_REASON_TRANSACTION_REVERTED -> Status.Code.ABORTED;
            case ERROR_REASON_RANGE_INVALID -> Status.Code.OUT_OF_RANGE;
            case ERROR_REASON_OVERLOADED,
                    ERROR_REASON_REQUEST_TOO_LARGE,
                    ERROR_REASON_FILE_TOO_LARGE,
                    ERROR_REASON_DISK_FULL -> Status.Code.RESOURCE_EXHAUSTED;
            case ERROR_REASON_ROUTE_UNKNOWN, ERROR_REASON_ENCODING_UNKNOWN -> Status.Code.UNIMPLEMENTED;
            case ERROR_REASON_SERVICE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case ERROR_REASON_DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
            case ERROR_REASON_BLOB_CORRUPT -> Status.Code.DATA_LOSS;
            case ERROR_REASON_INTERNAL, ERROR_REASON_TRANSCODE_FAILED, ERROR_REASON_UNSPECIFIED, UNRECOGNIZED ->
                Status.Code.INTERNAL;
        };
    }

    /**
     * The status that a caller sees for an error, with its {@code ErrorInfo}. A status that already carries details is
     * passed on as it is; anything unknown becomes INTERNAL without its text.
     */
    public static StatusRuntimeException toStatus(Throwable error) {
        return switch (error) {
            case ApiException api -> status(api.reason(), String.valueOf(api.getMessage()), api.metadata());
            case StatusRuntimeException status when isDeliberate(status.getStatus(), status.getTrailers()) -> status;
            case StatusException status
            when isDeliberate(status.getStatus(), status.getTrailers()) ->
                new StatusRuntimeException(status.getStatus(), status.getTrailers());
            case R2dbcNonTransientResourceException ignored -> databaseAway();
            case R2dbcTransientResourceException ignored -> databaseAway();
            case R2dbcTimeoutException ignored -> databaseAway();
            case DataAccessResourceFailureException ignored -> databaseAway();
            case QueryTimeoutException ignored -> databaseAway();
            case TimeoutException ignored -> deadlineExceeded();
            case CancellationException ignored -> cancelled();
            default -> status(ErrorReason.ERROR_REASON_INTERNAL, "internal error", Map.of());
        };
    }

    /** Whether the caller caused the error, so that it is worth a warning at most. */
    public static boolean isCallersFault(Status.Code code) {
        return switch (code) {
            case INTERNAL, UNKNOWN, DATA_LOSS -> false;
            default -> true;
        };
    }

    private static boolean isDeliberate(Status status, @org.jspecify.annotations.Nullable Metadata trailers) {
        return status.getCode() == Status.Code.CANCELLED
                || status.getCode() == Status.Code.DEADLINE_EXCEEDED
                || (trailers != null
                        && StatusProto.fromStatusAndTrailers(status, trailers).getDetailsCount() > 0);
    }

    private static StatusRuntimeException cancelled() {
        var deadline = Context.current().getDeadline();
        return deadline != null && deadline.isExpired()
                ? deadlineExceeded()
                : Status.CANCELLED.withDescription("the caller went away").asRuntimeException();
    }

    private static StatusRuntimeException databaseAway() {
        return status(
                ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE,
                "the database does not answer; try again later",
                Map.of());
    }

    private static StatusRuntimeException deadlineExceeded() {
        return status(
                ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED,
                "the deadline passed before the answer was ready",
                Map.of());
    }

    private static StatusRuntimeException status(ErrorReason reason, String message, Map<String, String> metadata) {
        var info = ErrorInfo.newBuilder()
                .setReason(nameOf(reason))
                .setDomain(DOMAIN)
                .putAllMetadata(metadata)
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(codeOf(reason).value())
                .setMessage(message)
                .addDetails(Any.pack(info))
                .build());
    }
}
