package org.antiphon.content.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How an Ogg file ends: its last page is marked as the end of the stream (RFC 3533, header type flag 0x04). Ogg declares no
 * length, so a cut-off file shows in nothing else.
 */
final class OggEnd {
    private static final int LONGEST_PAGE = 65_307;
    private static final byte[] CAPTURE = {'O', 'g', 'g', 'S'};
    private static final int FLAGS = 5;
    private static final int END_OF_STREAM = 0x04;

    private OggEnd() {}

    /** Whether the last page that begins in the file is not the end of its stream. Blocks. */
    static boolean isMissing(Path file) throws IOException {
        var tail = FileTail.read(file, LONGEST_PAGE);
        var page = lastPage(tail);
        return page < 0 || (tail[page + FLAGS] & END_OF_STREAM) == 0;
    }

    private static int lastPage(byte[] tail) {
        for (int at = tail.length - FLAGS - 1; at >= 0; at--) {
            if (Arrays.equals(tail, at, at + CAPTURE.length, CAPTURE, 0, CAPTURE.length)) {
                return at;
            }
        }
        return -1;
    }
}
