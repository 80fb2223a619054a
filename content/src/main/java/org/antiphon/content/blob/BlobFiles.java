package org.antiphon.content.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.antiphon.content.cid.Cid;

/**
 * The folders of the store. Names are made from parsed CIDs only, never from what a caller wrote. A file reaches its
 * place by an atomic rename whose folder is synced, so that a crash leaves the whole blob or none.
 */
final class BlobFiles {
    private static final int SHARD_FROM_END = 3;
    private static final String INDEX_SUFFIX = ".leaves";

    private final Path blobs;
    private final Path staging;
    private final Path quarantine;

    BlobFiles(Path root) {
        blobs = root.resolve("blobs");
        staging = root.resolve("staging");
        quarantine = root.resolve("quarantine");
    }

    /** Makes the folders and clears what a crash left half written. */
    void prepare() throws IOException {
        Files.createDirectories(blobs);
        Files.createDirectories(staging);
        Files.createDirectories(quarantine);
        try (var torn = Files.newDirectoryStream(staging)) {
            for (var file : torn) {
                Files.delete(file);
            }
        }
    }

    Path staging(String name) {
        return staging.resolve(name);
    }

    Path blob(Cid cid) {
        var name = cid.toString();
        var shard = name.substring(name.length() - SHARD_FROM_END, name.length() - 1);
        return blobs.resolve(shard).resolve(name);
    }

    Path index(Cid cid) {
        return blob(cid).resolveSibling(cid + INDEX_SUFFIX);
    }

    Path quarantined(Cid cid) {
        return quarantine.resolve(cid.toString());
    }

    /** Puts a synced file and its index in place. */
    void place(Path file, LeafIndex index) throws IOException {
        var target = blob(index.cid());
        var folder = folderOf(target);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(blobs);
        }
        writeIndex(index);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    void writeIndex(LeafIndex index) throws IOException {
        var temporary = Files.createTempFile(staging, "index", ".tmp");
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(index.encode()));
            channel.force(true);
        }
        Files.move(temporary, index(index.cid()), StandardCopyOption.ATOMIC_MOVE);
    }

    void moveToQuarantine(Cid cid) throws IOException {
        Files.move(blob(cid), quarantined(cid), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(index(cid));
        sync(quarantine);
    }

    void delete(Cid cid) throws IOException {
        Files.deleteIfExists(blob(cid));
        Files.deleteIfExists(index(cid));
    }

    long usableSpace() throws IOException {
        return Files.getFileStore(blobs).getUsableSpace();
    }

    private static Path folderOf(Path file) {
        var folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException(file + " has no folder");
        }
        return folder;
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
