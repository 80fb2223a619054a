package org.antiphon.content.media;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Checks that a WAV file is as long as its header says. ffmpeg takes a short file for a complete one, so that a broken
 * transfer would go unnoticed.
 */
final class WavHeader {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int MAX_CHUNKS = 1000;
    private static final long UNKNOWN_SIZE = 0xffffffffL;

    private WavHeader() {}

    /** Whether the header promises more audio than the file holds. Streamed files, which don't say, promise nothing. */
    static boolean promisesMoreThan(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var length = file.length();
            if (length < RIFF_HEADER || !"RIFF".equals(name(file, 0))) {
                return false;
            }
            long position = RIFF_HEADER;
            for (int chunk = 0; chunk < MAX_CHUNKS && position + CHUNK_HEADER <= length; chunk++) {
                var isData = "data".equals(name(file, position));
                var size = Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
                if (isData) {
                    return size != UNKNOWN_SIZE && position + CHUNK_HEADER + size > length;
                }
                position += CHUNK_HEADER + size + (size & 1);
            }
            return false;
        }
    }

    private static String name(RandomAccessFile file, long position) throws IOException {
        var bytes = new byte[4];
        file.seek(position);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
