package org.antiphon.discovery.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts one after the other, each as its length in 4 bytes, big-endian, and its UTF-8; all ones stand for null. */
final class CanonicalBytes {
    private static final int NULL = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    void text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        out.writeBytes(bytes);
    }

    void value(@Nullable String text) {
        if (text == null) {
            length(NULL);
        } else {
            text(text);
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void length(int length) {
        out.write(length >>> 24);
        out.write(length >>> 16);
        out.write(length >>> 8);
        out.write(length);
    }
}
