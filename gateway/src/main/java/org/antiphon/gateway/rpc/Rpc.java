package org.antiphon.gateway.rpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Duration;
import org.antiphon.proto.common.v1.Access;
import org.antiphon.proto.common.v1.Options;
import org.antiphon.proto.common.v1.Policy;

/**
 * One RPC as the gateway needs to know it: how to call it, what it looks like and how its proto wants it treated.
 *
 * @param grpc the generated method
 * @param proto the descriptor with the options
 * @param policy who may call, how long it may take, whether it may be sent again
 * @param request an empty request to parse into
 * @param response an empty response to parse into
 */
public record Rpc(
        MethodDescriptor<?, ?> grpc,
        Descriptors.MethodDescriptor proto,
        Policy policy,
        Message request,
        Message response) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    static Rpc of(MethodDescriptor<?, ?> grpc) {
        if (!(grpc.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
            throw new IllegalArgumentException(grpc.getFullMethodName() + " has no descriptor");
        }
        var proto = schema.getMethodDescriptor();
        return new Rpc(
                grpc,
                proto,
                proto.getOptions().getExtension(Options.policy),
                prototype(grpc.getRequestMarshaller()),
                prototype(grpc.getResponseMarshaller()));
    }

    /** The name as it is in the path of a gRPC call, {@code antiphon.discovery.v1.TrackService/GetTrack}. */
    public String name() {
        return grpc.getFullMethodName();
    }

    /** The service that answers it: the second part of the package, {@code discovery}. */
    public String area() {
        return proto.getFile().getPackage().split("\\.", -1)[1];
    }

    public boolean isPublic() {
        return policy.getAccess() == Access.ACCESS_PUBLIC;
    }

    /** The deadline of a call that brings none, and the upper bound of one that does. */
    public Duration timeout() {
        var timeout = policy.getTimeout();
        return policy.hasTimeout() ? Duration.ofSeconds(timeout.getSeconds(), timeout.getNanos()) : DEFAULT_TIMEOUT;
    }

    public boolean isUnary() {
        return grpc.getType() == MethodDescriptor.MethodType.UNARY;
    }

    /** Whether the bytes are a request of this RPC. */
    boolean isWellFormed(byte[] bytes) {
        try {
            request.getParserForType().parseFrom(bytes);
            return true;
        } catch (InvalidProtocolBufferException malformed) {
            return false;
        }
    }

    /** The same method over whole messages that nobody parses. */
    public MethodDescriptor<byte[], byte[]> bytes() {
        return grpc.toBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .build();
    }

    /** The same method over generated messages, whatever their class. */
    public MethodDescriptor<Message, Message> messages() {
        return grpc.toBuilder(new AliasingMarshaller<>(request), new AliasingMarshaller<>(response))
                .build();
    }

    private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
        if (marshaller instanceof MethodDescriptor.PrototypeMarshaller<?> typed
                && typed.getMessagePrototype() instanceof Message message) {
            return message;
        }
        throw new IllegalArgumentException(marshaller + " has no prototype of a message");
    }
}
