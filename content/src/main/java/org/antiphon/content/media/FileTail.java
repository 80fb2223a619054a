package org.antiphon.content.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The last bytes of a file, however long it is. */
final class FileTail {
    private FileTail() {}

    /** At most so many bytes, fewer when the file is shorter. Blocks. */
    static byte[] read(Path file, int atMost) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var tail = ByteBuffer.allocate((int) Math.min(atMost, channel.size()));
            var from = channel.size() - tail.capacity();
            while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
                // reads until the tail is whole
            }
            return tail.array();
        }
    }
}
