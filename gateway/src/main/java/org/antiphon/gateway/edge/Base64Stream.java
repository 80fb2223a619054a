package org.antiphon.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Base64;

/** Base64 that comes in pieces and, as gRPC-Web's text form may, with padding wherever the sender had finished a part. */
final class Base64Stream {
    private static final int GROUP = 4;

    private byte[] rest = new byte[0];

    /** The bytes of all groups that are whole; the pieces of the last one wait for their others. */
    ByteBuf decode(ByteBuf piece) {
        var text = new byte[rest.length + piece.readableBytes()];
        System.arraycopy(rest, 0, text, 0, rest.length);
        piece.readBytes(text, rest.length, piece.readableBytes());
        var whole = text.length / GROUP * GROUP;
        rest = Arrays.copyOfRange(text, whole, text.length);
        var decoded = Unpooled.buffer(whole);
        for (int from = 0; from < whole; ) {
            var to = endOfPart(text, from, whole);
            decoded.writeBytes(decode(Arrays.copyOfRange(text, from, to)));
            from = to;
        }
        if (isCutOff()) {
            decode(complete(rest));
        }
        return decoded;
    }

    boolean isCutOff() {
        return rest.length > 0;
    }

    /** What is wrong with a group shows in the first of its pieces already. */
    private static byte[] complete(byte[] rest) {
        var group = Arrays.copyOf(rest, GROUP);
        Arrays.fill(group, rest.length, GROUP, (byte) '=');
        if (rest.length == 1) {
            group[1] = 'A';
        }
        return group;
    }

    /** The end of the first group that is padded. */
    private static int endOfPart(byte[] text, int from, int whole) {
        for (int at = from; at < whole; at++) {
            if (text[at] == '=') {
                return at / GROUP * GROUP + GROUP;
            }
        }
        return whole;
    }

    private static byte[] decode(byte[] text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException noBase64) {
            throw GrpcFrames.malformed("no base64", "gRPC-Web messages in base64");
        }
    }
}
