package org.antiphon.content.blob;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.cid.UnixFs;

/**
 * The digests of a blob's leaves. It is what lets a range be checked without reading the whole blob, and it is itself
 * checked against the CID before it is believed.
 */
record LeafIndex(long size, List<byte[]> digests, Cid cid) {

    static LeafIndex of(long size, List<byte[]> digests) {
        return new LeafIndex(size, List.copyOf(digests), UnixFs.root(digests, size));
    }

    /** The form kept on disk: the size as 8 bytes, then the digests. */
    byte[] encode() {
        var buffer = ByteBuffer.allocate(Long.BYTES + digests.size() * Cid.DIGEST_LENGTH);
        buffer.putLong(size);
        digests.forEach(buffer::put);
        return buffer.array();
    }

    /** Reads an index; empty when it is not the index of the blob with this CID. */
    static Optional<LeafIndex> decode(byte[] bytes, Cid expected) {
        if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % Cid.DIGEST_LENGTH != 0) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var size = buffer.getLong();
        var digests = new ArrayList<byte[]>(buffer.remaining() / Cid.DIGEST_LENGTH);
        while (buffer.hasRemaining()) {
            var digest = new byte[Cid.DIGEST_LENGTH];
            buffer.get(digest);
            digests.add(digest);
        }
        if (size < 0 || digests.size() != UnixFs.leafCount(size)) {
            return Optional.empty();
        }
        return Optional.of(of(size, digests)).filter(index -> index.cid.equals(expected));
    }
}
