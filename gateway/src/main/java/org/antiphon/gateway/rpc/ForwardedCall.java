package org.antiphon.gateway.rpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through. Each side is asked for the next message only when the other side has room for it, so that
 * a slow reader slows the sender instead of filling the gateway's memory.
 */
final class ForwardedCall {
    /** Messages in flight in each direction: enough to keep a connection busy, little enough to bound memory. */
    private static final int WINDOW = 4;

    private final Rpc rpc;
    private final ServerCall<byte[], byte[]> caller;
    private final ClientCall<byte[], byte[]> upstream;
    private final AtomicInteger owedByCaller = new AtomicInteger();
    private final AtomicInteger owedByUpstream = new AtomicInteger();

    private volatile byte @Nullable [] lastRequest;

    ForwardedCall(Rpc rpc, ServerCall<byte[], byte[]> caller, ClientCall<byte[], byte[]> upstream) {
        this.rpc = rpc;
        this.caller = caller;
        this.upstream = upstream;
    }

    ServerCall.Listener<byte[]> start(Metadata headers) {
        upstream.start(new FromUpstream(), headers);
        upstream.request(WINDOW);
        caller.request(WINDOW);
        return new FromCaller();
    }

    private void askCaller() {
        if (upstream.isReady()) {
            var owed = owedByCaller.getAndSet(0);
            if (owed > 0) {
                caller.request(owed);
            }
        }
    }

    private void askUpstream() {
        if (caller.isReady()) {
            var owed = owedByUpstream.getAndSet(0);
            if (owed > 0) {
                upstream.request(owed);
            }
        }
    }

    /** gRPC takes bytes it can't parse for a fault of the service. They are looked at only then. */
    private boolean isUnreadable(Status status) {
        var request = lastRequest;
        return status.getCode() == Status.Code.INTERNAL && request != null && !rpc.isWellFormed(request);
    }

    private final class FromCaller extends ServerCall.Listener<byte[]> {
        @Override
        public void onMessage(byte[] message) {
            lastRequest = message;
            upstream.sendMessage(message);
            owedByCaller.incrementAndGet();
            askCaller();
        }

        @Override
        public void onHalfClose() {
            upstream.halfClose();
        }

        @Override
        public void onCancel() {
            upstream.cancel("the caller went away", null);
        }

        @Override
        public void onReady() {
            askUpstream();
        }
    }

    private final class FromUpstream extends ClientCall.Listener<byte[]> {
        @Override
        public void onHeaders(Metadata headers) {
            caller.sendHeaders(PassedHeaders.toCaller(headers));
        }

        @Override
        public void onMessage(byte[] message) {
            caller.sendMessage(message);
            owedByUpstream.incrementAndGet();
            askUpstream();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (isUnreadable(status)) {
                var malformed = StatusMapper.toStatus(new ApiException(
                        ErrorReason.ERROR_REASON_BODY_MALFORMED,
                        "message: malformed (expected: a %s)"
                                .formatted(rpc.proto().getInputType().getFullName())));
                caller.close(malformed.getStatus(), Objects.requireNonNull(malformed.getTrailers()));
            } else {
                caller.close(status.withCause(null), PassedHeaders.toCaller(trailers));
            }
        }

        @Override
        public void onReady() {
            askCaller();
        }
    }
}
