package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.FilteredHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import io.netty.buffer.ByteBuf;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.reactivestreams.Subscriber;

/**
 * Walks over the frames of a request as it passes: five bytes, a flag and a length, before each message (gRPC over
 * HTTP/2, "Length-Prefixed-Message"). It keeps no message, so a stream may be endless.
 */
final class GrpcFrames extends FilteredHttpRequest {
    private static final int COMPRESSED = 1;
    private static final int HEAD = 5;
    private static final long LENGTH = 0xffffffffL;

    /**
     * What a request must keep to.
     *
     * @param text whether the frames are in base64
     * @param mayCompress whether an encoding was named
     * @param oneMessage whether there must be exactly one message
     * @param maxMessage the longest message, in bytes
     */
    record Rules(boolean text, boolean mayCompress, boolean oneMessage, int maxMessage) {}

    private final Rules rules;
    private final Base64Stream base64 = new Base64Stream();
    private long head;
    private int headBytes;
    private int messageLeft;
    private boolean hasMessage;

    GrpcFrames(HttpRequest request, Rules rules) {
        super(request, true);
        this.rules = rules;
    }

    @Override
    protected HttpObject filter(HttpObject part) {
        if (part instanceof HttpData data) {
            try {
                walk(rules.text() ? base64.decode(data.byteBuf()) : data.byteBuf());
            } catch (ApiException refused) {
                data.close();
                throw refused;
            }
        }
        return part;
    }

    @Override
    protected void beforeComplete(Subscriber<? super HttpObject> subscriber) {
        if (headBytes > 0 || messageLeft > 0 || base64.isCutOff()) {
            throw malformed("cut off", "whole messages, each after its flag and length");
        }
        if (rules.oneMessage() && !hasMessage) {
            throw malformed("empty", "one message");
        }
    }

    private void walk(ByteBuf bytes) {
        while (bytes.isReadable()) {
            if (messageLeft > 0) {
                var passed = Math.min(messageLeft, bytes.readableBytes());
                bytes.skipBytes(passed);
                messageLeft -= passed;
            } else {
                head = head << Byte.SIZE | bytes.readUnsignedByte();
                headBytes++;
                if (headBytes == HEAD) {
                    beginMessage((int) (head >>> Integer.SIZE), head & LENGTH);
                }
            }
        }
    }

    private void beginMessage(int flag, long length) {
        if (flag > COMPRESSED) {
            throw malformed("flag %d before a message".formatted(flag), "0 or 1");
        }
        if (flag == COMPRESSED && !rules.mayCompress()) {
            throw malformed("a compressed message", "a grpc-encoding that says how");
        }
        if (length > rules.maxMessage()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                    "message: %d bytes (expected: up to %d bytes)".formatted(length, rules.maxMessage()));
        }
        if (rules.oneMessage() && hasMessage) {
            throw malformed("a second message", "one message");
        }
        hasMessage = true;
        messageLeft = (int) length;
        head = 0;
        headBytes = 0;
    }

    static ApiException malformed(String found, String expected) {
        return new ApiException(
                ErrorReason.ERROR_REASON_BODY_MALFORMED, "body: %s (expected: %s)".formatted(found, expected));
    }
}
