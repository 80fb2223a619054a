package org.antiphon.gateway.upstream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Objects;
import org.antiphon.gateway.rpc.PassedHeaders;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;

/**
 * How a call to a service ended, in the shape clients know. A failure that the service explained is passed on as it is;
 * one of the connection or of gRPC itself gets a reason and a text that names no address.
 *
 * @param status the status to pass on
 * @param trailers with {@code grpc-status-details-bin} for each failure
 */
record UpstreamError(Status status, Metadata trailers) {

    static UpstreamError of(String upstream, Status status, Metadata trailers) {
        if (status.isOk() || status.getCode() == Status.Code.CANCELLED || isExplained(trailers)) {
            return new UpstreamError(status, trailers);
        }
        var explained = StatusMapper.toStatus(explain(upstream, status));
        return new UpstreamError(
                explained.getStatus().withCause(status.getCause()),
                Objects.requireNonNullElseGet(explained.getTrailers(), Metadata::new));
    }

    /**
     * Whether a failure says that the upstream is ill. A client can provoke a missed deadline by a short one and an
     * unexplained INTERNAL by a malformed message, so those say nothing.
     */
    static boolean isSignOfIllness(Status status, Metadata trailers, boolean callersDeadline) {
        return switch (status.getCode()) {
            case UNAVAILABLE -> true;
            case DEADLINE_EXCEEDED -> !callersDeadline;
            case INTERNAL -> hasErrorInfo(status, trailers);
            default -> false;
        };
    }

    private static boolean isExplained(Metadata trailers) {
        return trailers.containsKey(PassedHeaders.STATUS_DETAILS);
    }

    private static ApiException explain(String upstream, Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                new ApiException(
                        ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE,
                        upstream + ": can't be reached (try again later)");
            case DEADLINE_EXCEEDED ->
                new ApiException(
                        ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED,
                        upstream + ": the deadline passed before the answer was ready");
            case RESOURCE_EXHAUSTED ->
                new ApiException(
                        ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                        "the message is larger than " + upstream + " takes");
            case UNIMPLEMENTED ->
                new ApiException(ErrorReason.ERROR_REASON_ROUTE_UNKNOWN, upstream + ": does not know this RPC");
            default -> new ApiException(ErrorReason.ERROR_REASON_INTERNAL, "internal error");
        };
    }

    private static boolean hasErrorInfo(Status status, Metadata trailers) {
        if (!isExplained(trailers)) {
            return false;
        }
        return StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .anyMatch(detail -> {
                    try {
                        return "INTERNAL".equals(detail.unpack(ErrorInfo.class).getReason());
                    } catch (InvalidProtocolBufferException malformed) {
                        return false;
                    }
                });
    }
}
