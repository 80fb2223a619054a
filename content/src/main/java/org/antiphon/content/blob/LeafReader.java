package org.antiphon.content.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.antiphon.content.cid.Sha256;
import org.antiphon.content.cid.UnixFs;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range leaf by leaf. A leaf is read whole, hashed and compared, and only then handed out piece by piece
 * without being copied. Not thread-safe.
 */
final class LeafReader {
    /** The largest buffer handed out: small enough to share a connection, far below a humongous object of the heap. */
    static final int PIECE = 256 * 1024;

    private final LeafIndex index;
    private final RandomAccessFile file;
    private final long end;
    private final Deque<ByteBuffer> verified = new ArrayDeque<>();
    private long position;

    private LeafReader(LeafIndex index, RandomAccessFile file, long first, long length) {
        this.index = index;
        this.file = file;
        this.position = first;
        this.end = first + length;
    }

    static LeafReader open(Path path, LeafIndex index, long first, long length) throws IOException {
        return new LeafReader(index, new RandomAccessFile(path.toFile(), "r"), first, length);
    }

    /** The next piece, or null at the end of the range. */
    @Nullable
    ByteBuffer next() throws IOException, CorruptBlobException {
        if (verified.isEmpty() && position < end) {
            load((int) (position / UnixFs.LEAF_SIZE));
        }
        return verified.poll();
    }

    void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void load(int leaf) throws IOException, CorruptBlobException {
        var leafStart = (long) leaf * UnixFs.LEAF_SIZE;
        var leafSize = UnixFs.leafSize(index.size(), leaf);
        var digest = Sha256.newDigest();
        file.seek(leafStart);
        for (int offset = 0; offset < leafSize; offset += PIECE) {
            var piece = readPiece(leaf, Math.min(PIECE, leafSize - offset));
            digest.update(piece);
            keepWanted(piece, leafStart + offset);
        }
        if (!Arrays.equals(digest.digest(), index.digests().get(leaf))) {
            verified.clear();
            throw new CorruptBlobException("leaf " + leaf);
        }
        position = leafStart + leafSize;
    }

    private byte[] readPiece(int leaf, int size) throws IOException, CorruptBlobException {
        var piece = new byte[size];
        try {
            file.readFully(piece);
        } catch (EOFException tooShort) {
            throw new CorruptBlobException("leaf " + leaf + " is cut short");
        }
        return piece;
    }

    private void keepWanted(byte[] piece, long pieceStart) {
        var from = (int) Math.max(0, position - pieceStart);
        var to = (int) Math.min(piece.length, end - pieceStart);
        if (from < to) {
            verified.add(ByteBuffer.wrap(piece, from, to - from).slice().asReadOnlyBuffer());
        }
    }
}
