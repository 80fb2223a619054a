package org.antiphon.gateway.media;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.HttpData;
import io.netty.buffer.Unpooled;
import org.antiphon.proto.content.v1.BlobHeader;
import org.antiphon.proto.content.v1.ReadImageResponse;
import org.antiphon.proto.content.v1.ReadResponse;

/** A piece of what a content node sends, whichever RPC it came by. */
sealed interface Blob {
    /** What comes first. */
    record Header(BlobHeader header) implements Blob {}

    /** Bytes in order. */
    record Data(ByteString bytes) implements Blob {
        /** The same memory as HTTP sends it. */
        HttpData toHttp() {
            return HttpData.wrap(Unpooled.wrappedBuffer(bytes.asReadOnlyByteBuffer()));
        }
    }

    static Blob of(ReadResponse part) {
        return part.hasHeader() ? new Header(part.getHeader()) : new Data(part.getData());
    }

    static Blob of(ReadImageResponse part) {
        return part.hasHeader() ? new Header(part.getHeader()) : new Data(part.getData());
    }
}
