package org.antiphon.gateway.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.InputStream;

/**
 * Parses messages whose {@code bytes} fields share the memory of the message they came in: audio is copied once on its
 * way from the upstream's socket, not three times.
 */
public final class AliasingMarshaller<T extends Message> implements MethodDescriptor.Marshaller<T> {
    private final T prototype;

    public AliasingMarshaller(T prototype) {
        this.prototype = prototype;
    }

    @Override
    public InputStream stream(T value) {
        return BytesMarshaller.INSTANCE.stream(value.toByteArray());
    }

    @Override
    public T parse(InputStream stream) {
        try {
            var input = UnsafeByteOperations.unsafeWrap(BytesMarshaller.readFully(stream))
                    .newCodedInput();
            input.enableAliasing(true);
            @SuppressWarnings("unchecked")
            var message = (T) prototype.getParserForType().parseFrom(input);
            return message;
        } catch (InvalidProtocolBufferException malformed) {
            throw Status.INTERNAL
                    .withDescription("malformed message")
                    .withCause(malformed)
                    .asRuntimeException();
        }
    }
}
