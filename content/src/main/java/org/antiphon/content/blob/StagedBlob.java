package org.antiphon.content.blob;

import java.nio.file.Path;
import org.antiphon.content.cid.Cid;

/** A blob that is on disk and hashed but not yet part of the store: commit it or discard it. */
public final class StagedBlob {
    private final Path file;
    private final LeafIndex index;

    StagedBlob(Path file, LeafIndex index) {
        this.file = file;
        this.index = index;
    }

    public Cid cid() {
        return index.cid();
    }

    public long size() {
        return index.size();
    }

    Path file() {
        return file;
    }

    LeafIndex index() {
        return index;
    }
}
