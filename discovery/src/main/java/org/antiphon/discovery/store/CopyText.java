package org.antiphon.discovery.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY: values parted by tabs, {@code \N} for null, a line per row. */
final class CopyText {
    private static final int ROW_SIZE = 128;
    private static final byte[] NULL = {'\\', 'N'};

    private final ByteBuf out;
    private boolean begun;

    CopyText(int rows) {
        out = Unpooled.buffer(rows * ROW_SIZE);
    }

    void value(@Nullable String text) {
        if (begun) {
            out.writeByte('\t');
        }
        begun = true;
        if (text == null) {
            out.writeBytes(NULL);
        } else if (isPlain(text)) {
            out.writeCharSequence(text, StandardCharsets.US_ASCII);
        } else {
            out.writeCharSequence(escaped(text), StandardCharsets.UTF_8);
        }
    }

    void endRow() {
        out.writeByte('\n');
        begun = false;
    }

    ByteBuf buffer() {
        return out;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~' || each == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '\\' -> escaped.append("\\\\");
                case '\t' -> escaped.append("\\t");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                default -> escaped.append(each);
            }
        }
        return escaped.toString();
    }
}
