package org.antiphon.gateway.upstream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A call with a stream of requests and one response as a {@link Mono}. The stream is asked for one element at a time,
 * and only while the upstream has room for it.
 */
public final class ClientStreamingCall<Q, A> extends BaseSubscriber<Q> {
    private final ClientCall<Q, A> call;
    private final MonoSink<A> sink;
    private final AtomicBoolean wanting = new AtomicBoolean();
    private @Nullable A answer;

    private ClientStreamingCall(ClientCall<Q, A> call, MonoSink<A> sink) {
        this.call = call;
        this.sink = sink;
    }

    /** A call that is made when somebody subscribes. */
    public static <Q, A> Mono<A> send(
            Channel channel,
            MethodDescriptor<Q, A> method,
            CallOptions options,
            Metadata headers,
            Publisher<? extends Q> requests) {
        return Mono.create(sink -> {
            var sender = new ClientStreamingCall<>(channel.newCall(method, options), sink);
            sink.onCancel(sender::abandon);
            sender.call.start(sender.new Answer(), headers);
            sender.call.request(2);
            requests.subscribe(sender);
        });
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(1);
    }

    @Override
    protected void hookOnNext(Q value) {
        call.sendMessage(value);
        wanting.set(true);
        askForNext();
    }

    @Override
    protected void hookOnComplete() {
        call.halfClose();
    }

    @Override
    protected void hookOnError(Throwable failure) {
        sink.error(failure);
        call.cancel("the caller broke off", failure);
    }

    private void askForNext() {
        if (call.isReady() && wanting.compareAndSet(true, false)) {
            request(1);
        }
    }

    private void abandon() {
        cancel();
        call.cancel("the caller went away", null);
    }

    private final class Answer extends ClientCall.Listener<A> {
        @Override
        public void onReady() {
            askForNext();
        }

        @Override
        public void onMessage(A message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            cancel();
            if (!status.isOk()) {
                sink.error(status.asRuntimeException(trailers));
            } else if (answer == null) {
                sink.error(Status.INTERNAL.withDescription("no response").asRuntimeException());
            } else {
                sink.success(answer);
            }
        }
    }
}
