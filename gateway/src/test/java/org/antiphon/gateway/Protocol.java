package org.antiphon.gateway;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import java.util.Objects;
import java.util.function.Function;

/** The three ways to call an RPC. */
enum Protocol {
    GRPC(""),
    GRPC_WEB("gproto-web"),
    GRPC_WEB_TEXT("gproto-web-text");

    private final String scheme;

    Protocol(String scheme) {
        this.scheme = scheme;
    }

    /** A stub that speaks this protocol to the gateway. */
    <S extends AbstractStub<S>> S stub(Stage stage, Class<S> type, Function<Channel, S> plain) {
        return this == GRPC
                ? plain.apply(stage.grpc())
                : GrpcClients.builder(scheme + "+" + stage.url() + "/")
                        .responseTimeoutMillis(30_000)
                        .maxResponseLength(0)
                        .build(type);
    }

    /** The error as a client sees it. */
    static com.google.rpc.Status errorOf(Throwable failure) {
        var status = Status.fromThrowable(failure);
        var trailers = failure instanceof StatusRuntimeException known ? known.getTrailers() : new Metadata();
        return StatusProto.fromStatusAndTrailers(status, Objects.requireNonNullElseGet(trailers, Metadata::new));
    }
}
