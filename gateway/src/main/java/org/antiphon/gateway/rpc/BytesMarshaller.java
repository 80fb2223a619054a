package org.antiphon.gateway.rpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands messages through unread, so that forwarding costs one copy and knows no message type. */
enum BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
        return new KnownBytes(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
        return readFully(stream);
    }

    static byte[] readFully(InputStream stream) {
        try {
            if (stream instanceof KnownLength) {
                var bytes = new byte[stream.available()];
                stream.readNBytes(bytes, 0, bytes.length);
                return bytes;
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw Status.INTERNAL.withCause(broken).asRuntimeException();
        }
    }

    private static final class KnownBytes extends ByteArrayInputStream implements KnownLength {
        KnownBytes(byte[] bytes) {
            super(bytes);
        }
    }
}
