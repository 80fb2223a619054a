package org.antiphon.content.blob;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.content.cid.Sha256;
import org.antiphon.content.cid.UnixFs;

/** Hashes content leaf by leaf as it passes by, so that a blob is read only once to be stored. Not thread-safe. */
final class LeafHasher {
    private final MessageDigest digest = Sha256.newDigest();
    private final List<byte[]> leaves = new ArrayList<>();
    private long size;
    private int inLeaf;

    /** Adds content; the buffer's position stays as it is. */
    void update(ByteBuffer content) {
        var rest = content.duplicate();
        while (rest.hasRemaining()) {
            var take = Math.min(rest.remaining(), UnixFs.LEAF_SIZE - inLeaf);
            digest.update(rest.slice(rest.position(), take));
            rest.position(rest.position() + take);
            size += take;
            inLeaf += take;
            if (inLeaf == UnixFs.LEAF_SIZE) {
                endLeaf();
            }
        }
    }

    long size() {
        return size;
    }

    LeafIndex finish() {
        if (inLeaf > 0 || leaves.isEmpty()) {
            endLeaf();
        }
        return LeafIndex.of(size, leaves);
    }

    private void endLeaf() {
        leaves.add(digest.digest());
        inLeaf = 0;
    }
}
