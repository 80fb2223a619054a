package org.antiphon.content.blob;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * A blob on its way to the disk. Stream based rather than an interruptible channel, so that a cancelled subscriber
 * can't close the file under a thread that is writing it.
 */
final class StagingFile {
    private final Path path;
    private final long limit;
    private final FileOutputStream stream;
    private final FileChannel channel;
    private final LeafHasher hasher = new LeafHasher();

    private StagingFile(Path path, long limit, FileOutputStream stream) {
        this.path = path;
        this.limit = limit;
        this.stream = stream;
        this.channel = stream.getChannel();
    }

    static StagingFile create(Path path, long limit) {
        try {
            return new StagingFile(path, limit, new FileOutputStream(path.toFile()));
        } catch (IOException failure) {
            throw DiskErrors.translate(failure);
        }
    }

    void write(ByteBuffer content) {
        if (hasher.size() + content.remaining() > limit) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FILE_TOO_LARGE,
                    "file: more than %d bytes (expected: at most %d)".formatted(limit, limit));
        }
        hasher.update(content);
        var rest = content.duplicate();
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException failure) {
            throw DiskErrors.translate(failure);
        }
    }

    StagedBlob finish() {
        try (stream) {
            stream.getFD().sync();
        } catch (IOException failure) {
            throw DiskErrors.translate(failure);
        }
        return new StagedBlob(path, hasher.finish());
    }

    void discard() {
        try (stream) {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw DiskErrors.translate(failure);
        }
    }
}
