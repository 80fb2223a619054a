package org.antiphon.gateway.upstream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;

/**
 * A call with one request and a stream of responses as a {@link Flux}. It asks the upstream for exactly what its
 * subscriber asks for and so needs no buffer.
 */
public final class StreamingCall<Q, A> extends ClientCall.Listener<A> implements Subscription {
    private enum State {
        NEW,
        STARTED,
        ENDED
    }

    private final ClientCall<Q, A> call;
    private final Metadata headers;
    private final Q request;
    private final Subscriber<? super A> subscriber;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    private StreamingCall(ClientCall<Q, A> call, Metadata headers, Q request, Subscriber<? super A> subscriber) {
        this.call = call;
        this.headers = headers;
        this.request = request;
        this.subscriber = subscriber;
    }

    /** A call that is made when somebody subscribes and asks for something. */
    public static <Q, A> Flux<A> send(
            Channel channel, MethodDescriptor<Q, A> method, CallOptions options, Metadata headers, Q request) {
        return Flux.from(subscriber -> subscriber.onSubscribe(
                new StreamingCall<>(channel.newCall(method, options), headers, request, subscriber)));
    }

    @Override
    public void request(long n) {
        if (state.compareAndSet(State.NEW, State.STARTED)) {
            call.start(this, headers);
            call.request(saturated(n));
            call.sendMessage(request);
            call.halfClose();
        } else if (state.get() == State.STARTED) {
            call.request(saturated(n));
        }
    }

    @Override
    public void cancel() {
        if (state.getAndSet(State.ENDED) == State.STARTED) {
            call.cancel("the caller went away", null);
        }
    }

    @Override
    public void onMessage(A message) {
        if (state.get() == State.STARTED) {
            subscriber.onNext(message);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (!state.compareAndSet(State.STARTED, State.ENDED)) {
            return;
        }
        if (status.isOk()) {
            subscriber.onComplete();
        } else {
            subscriber.onError(status.asRuntimeException(trailers));
        }
    }

    private static int saturated(long n) {
        return (int) Math.min(n, Integer.MAX_VALUE);
    }
}
