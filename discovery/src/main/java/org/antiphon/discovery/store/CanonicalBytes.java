package org.antiphon.discovery.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts one after the other, each as its length in 4 bytes, big-endian, and its UTF-8; all ones stand for null. */
final class CanonicalBytes {
    private static final int NULL = -1;

    private byte[] bytes = new byte[512];
    private int size;

    void text(String text) {
        text(text.getBytes(StandardCharsets.UTF_8));
    }

    void text(byte[] utf8) {
        length(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    void value(@Nullable String text) {
        if (text == null) {
            length(NULL);
        } else {
            text(text);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void length(int length) {
        reserve(4);
        bytes[size++] = (byte) (length >>> 24);
        bytes[size++] = (byte) (length >>> 16);
        bytes[size++] = (byte) (length >>> 8);
        bytes[size++] = (byte) length;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
