package org.antiphon.content.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a child's output to its end, so that the child never stalls on a full pipe, but keeps no more than a bounded
 * part of it, whatever a hostile file makes the child say.
 */
final class LineCapture {
    private static final Logger log = LoggerFactory.getLogger(LineCapture.class);
    private static final int MAX_LINE = 4096;
    private static final int MAX_KEPT = 64 * 1024;
    private static final int BUFFER = 8192;

    private final Consumer<String> listener;
    private final List<String> lines = new ArrayList<>();
    private final byte[] line = new byte[MAX_LINE];
    private int lineLength;
    private int kept;

    private LineCapture(Consumer<String> listener) {
        this.listener = listener;
    }

    static List<String> read(InputStream stream, Consumer<String> listener) {
        var capture = new LineCapture(listener);
        var buffer = new byte[BUFFER];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                capture.accept(buffer, count);
            }
        } catch (IOException killed) {
            // the pipe of a killed child breaks instead of ending; what it said until then is all there is
            log.debug("pipe=broken reason=\"{}\"", killed.getMessage());
        }
        capture.endLine();
        return capture.lines;
    }

    private void accept(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else if (lineLength < MAX_LINE) {
                line[lineLength++] = bytes[i];
            }
        }
    }

    private void endLine() {
        if (lineLength > 0) {
            var text = new String(line, 0, lineLength, StandardCharsets.UTF_8);
            listener.accept(text);
            if (kept + lineLength <= MAX_KEPT) {
                lines.add(text);
                kept += lineLength;
            }
        }
        lineLength = 0;
    }
}
