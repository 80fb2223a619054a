package org.antiphon.content.media;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How a file of bare frames ends. Each frame tells its own length, so a file that ends inside of one is cut off. Nothing
 * tells how many frames there should be: a file cut exactly between two of them passes for whole, and so does one with a
 * tag or padding behind a broken frame.
 */
final class FrameEnd {
    private static final int TAIL = 64 << 10;
    /** So many heads in a row, each where the last one said, are no accident. */
    private static final int CERTAIN = 4;

    private final FrameHead.Format format;
    private final byte[] tail;

    private FrameEnd(FrameHead.Format format, byte[] tail) {
        this.format = format;
        this.tail = tail;
    }

    /** Whether the last frame is longer than the file. What follows the last frame, such as a tag, is not looked at. Blocks. */
    static boolean isCutOff(Path file, FrameHead.Format format) throws IOException {
        return new FrameEnd(format, FileTail.read(file, TAIL)).isCutOff();
    }

    private boolean isCutOff() {
        int at = 0;
        while (at < tail.length) {
            var head = format.at(tail, at);
            if (head == null || !isCertain(at, head)) {
                at++;
            } else {
                at = endOfFrames(at, head);
                if (at > tail.length || isPartOfHead(at, head)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isCertain(int at, FrameHead first) {
        var head = first;
        for (int seen = 1; seen < CERTAIN; seen++) {
            at += head.length();
            var next = format.at(tail, at);
            if (next == null || next.stream() != first.stream()) {
                return false;
            }
            head = next;
        }
        return true;
    }

    /** Where the first frame would begin that isn't there. */
    private int endOfFrames(int at, FrameHead first) {
        for (var head = first; head != null && head.stream() == first.stream(); head = format.at(tail, at)) {
            at += head.length();
        }
        return at;
    }

    /** Whether there is no room for a head, but what is there begins as one. */
    private boolean isPartOfHead(int at, FrameHead head) {
        if (at + 2 > tail.length || at + FrameHead.LONGEST_HEAD <= tail.length) {
            return false;
        }
        var begins = (tail[at] & 0xff) << 24 | (tail[at + 1] & 0xff) << 16;
        return (begins & FrameHead.STREAM) == (head.stream() & FrameHead.STREAM);
    }
}
