package org.antiphon.server;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.antiphon.proto.common.v1.ErrorReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever a service failed with into the status of {@link StatusMapper}, and writes the one log line about it: a
 * warning without a stack for the caller's fault, an error with the stack for ours.
 */
final class ErrorInterceptor implements ServerInterceptor {
    static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Logger log = LoggerFactory.getLogger(ErrorInterceptor.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var mapped = new MappingCall<>(call, headers.get(REQUEST_ID));
        try {
            return new GuardedListener<>(next.startCall(mapped, headers), mapped);
        } catch (RuntimeException failure) {
            mapped.fail(failure);
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class MappingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final @Nullable String requestId;

        MappingCall(ServerCall<Q, A> delegate, @Nullable String requestId) {
            super(delegate);
            this.requestId = requestId;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (status.isOk()) {
                super.close(status, trailers);
                return;
            }
            var cause = malformed(status) ? bodyMalformed() : status.getCause();
            var mapped = StatusMapper.toStatus(cause == null ? status.asRuntimeException(trailers) : cause);
            var merged = mapped.getTrailers();
            report(mapped.getStatus(), cause);
            super.close(mapped.getStatus(), merged == null ? new Metadata() : merged);
        }

        /** grpc calls bytes that are no message, and messages too many or too few, a fault of the server, without a cause. */
        private static boolean malformed(Status status) {
            return (status.getCode() == Status.Code.INTERNAL && status.getCause() == null)
                    || status.getCause() instanceof InvalidProtocolBufferException
                    || (status.getCause() instanceof StatusRuntimeException parse
                            && parse.getCause() instanceof InvalidProtocolBufferException);
        }

        private static ApiException bodyMalformed() {
            return new ApiException(
                    ErrorReason.ERROR_REASON_BODY_MALFORMED, "the bytes are no message of the request's type");
        }

        void fail(RuntimeException failure) {
            close(Status.UNKNOWN.withCause(failure), new Metadata());
        }

        private void report(Status status, @Nullable Throwable cause) {
            var method = getMethodDescriptor().getFullMethodName();
            if (StatusMapper.isCallersFault(status.getCode())) {
                log.debug("method={} code={} request_id={}", method, status.getCode(), requestId);
            } else {
                log.error("method={} code={} request_id={}", method, status.getCode(), requestId, cause);
            }
        }
    }

    /** An exception out of a listener would close the call as UNKNOWN behind our back. */
    private static final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final MappingCall<Q, ?> call;

        GuardedListener(ServerCall.Listener<Q> delegate, MappingCall<Q, ?> call) {
            super(delegate);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guard(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guard(super::onHalfClose);
        }

        @Override
        public void onReady() {
            guard(super::onReady);
        }

        private void guard(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException failure) {
                call.fail(failure);
            }
        }
    }
}
