package org.antiphon.gateway.error;

import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.util.Objects;
import org.antiphon.gateway.rpc.PassedHeaders;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;

/** Gives the errors that the gateway's own gRPC side finds, such as a message that is too large, their details. */
public final class GrpcErrorHandler implements GrpcExceptionHandlerFunction {
    @Override
    public Status apply(RequestContext ctx, Status status, Throwable cause, Metadata metadata) {
        if (status.getCode() == Status.Code.CANCELLED || metadata.containsKey(PassedHeaders.STATUS_DETAILS)) {
            return status;
        }
        var explained = StatusMapper.toStatus(explain(status, cause));
        metadata.merge(Objects.requireNonNullElseGet(explained.getTrailers(), Metadata::new));
        return explained.getStatus();
    }

    private static Throwable explain(Status status, Throwable cause) {
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                || cause.getCause() instanceof ContentTooLargeException) {
            return new ApiException(ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE, "message: larger than allowed");
        }
        return cause.getCause() instanceof IOException
                ? new ApiException(
                        ErrorReason.ERROR_REASON_BODY_MALFORMED,
                        "message: can't be decompressed (expected: compressed as grpc-encoding says)")
                : cause;
    }
}
