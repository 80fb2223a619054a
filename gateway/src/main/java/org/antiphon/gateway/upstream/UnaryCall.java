package org.antiphon.gateway.upstream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A call with one request and one response as a {@link Mono}; cancelling the one cancels the other. */
public final class UnaryCall<A> extends ClientCall.Listener<A> {
    private final MonoSink<A> sink;
    private @Nullable A answer;

    private UnaryCall(MonoSink<A> sink) {
        this.sink = sink;
    }

    /** A call that is made when somebody subscribes; the deadline of the options starts when they are made. */
    public static <Q, A> Mono<A> send(
            Channel channel, MethodDescriptor<Q, A> method, CallOptions options, Metadata headers, Q request) {
        return Mono.create(sink -> {
            var call = channel.newCall(method, options);
            sink.onCancel(() -> call.cancel("the caller went away", null));
            call.start(new UnaryCall<>(sink), headers);
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
        });
    }

    @Override
    public void onMessage(A message) {
        answer = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (!status.isOk()) {
            sink.error(status.asRuntimeException(trailers));
        } else if (answer == null) {
            sink.error(Status.INTERNAL.withDescription("no response").asRuntimeException());
        } else {
            sink.success(answer);
        }
    }
}
