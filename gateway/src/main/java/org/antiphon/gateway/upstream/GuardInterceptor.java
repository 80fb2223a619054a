package org.antiphon.gateway.upstream;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors.CheckedForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import org.antiphon.gateway.rpc.Deadlines;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;

/**
 * Keeps an ill upstream from taking the gateway down with it: so many calls at once and no more, none at all while it
 * fails, and every failure in the one shape that clients know.
 */
final class GuardInterceptor implements ClientInterceptor {
    private final String upstream;
    private final CircuitBreaker breaker;
    private final Bulkhead calls;
    private final Bulkhead streams;

    GuardInterceptor(String upstream, CircuitBreaker breaker, Bulkhead calls, Bulkhead streams) {
        this.upstream = upstream;
        this.breaker = breaker;
        this.calls = calls;
        this.streams = streams;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var bulkhead = method.getType() == MethodDescriptor.MethodType.UNARY ? calls : streams;
        return new CheckedForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            protected void checkedStart(Listener<A> listener, Metadata headers) {
                acquire(bulkhead);
                delegate().start(new Watched<>(listener, bulkhead, options), headers);
            }
        };
    }

    private void acquire(Bulkhead bulkhead) {
        if (!bulkhead.tryAcquirePermission()) {
            throw refused(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "%s: %d calls at once (expected: fewer; try again later)"
                            .formatted(upstream, bulkhead.getBulkheadConfig().getMaxConcurrentCalls()));
        }
        if (!breaker.tryAcquirePermission()) {
            bulkhead.onComplete();
            throw refused(
                    ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE,
                    upstream + ": failed too often just now (try again later)");
        }
    }

    private static RuntimeException refused(ErrorReason reason, String message) {
        return StatusMapper.toStatus(new ApiException(reason, message));
    }

    /** Tells breaker and bulkhead how the call went. A stream has gone well once its first message is here. */
    private final class Watched<A> extends SimpleForwardingClientCallListener<A> {
        private final Bulkhead bulkhead;
        private final CallOptions options;
        private final long started = System.nanoTime();
        private boolean judged;

        Watched(ClientCall.Listener<A> listener, Bulkhead bulkhead, CallOptions options) {
            super(listener);
            this.bulkhead = bulkhead;
            this.options = options;
        }

        @Override
        public void onMessage(A message) {
            if (!judged) {
                judged = true;
                breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            }
            super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            bulkhead.onComplete();
            if (!judged) {
                judge(status, trailers);
            }
            var failure = UpstreamError.of(upstream, status, trailers);
            super.onClose(failure.status(), failure.trailers());
        }

        private void judge(Status status, Metadata trailers) {
            var nanos = System.nanoTime() - started;
            if (status.getCode() == Status.Code.CANCELLED) {
                breaker.releasePermission();
            } else if (UpstreamError.isSignOfIllness(status, trailers, options.getOption(Deadlines.CHOSEN_BY_CALLER))) {
                breaker.onError(nanos, TimeUnit.NANOSECONDS, status.asRuntimeException());
            } else {
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            }
        }
    }
}
