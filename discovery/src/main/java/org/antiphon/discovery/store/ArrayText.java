package org.antiphon.discovery.store;

import java.util.List;

/** Arrays as PostgreSQL reads them. */
final class ArrayText {
    private ArrayText() {}

    /** The values of a column. */
    static String of(Column column, List<?> records) {
        var out = new StringBuilder(records.size() * 12).append('{');
        for (var each : records) {
            if (out.length() > 1) {
                out.append(',');
            }
            var text = column.text(each);
            if (text == null) {
                out.append("NULL");
            } else if (isPlain(column.type())) {
                out.append(text);
            } else {
                quote(text, out);
            }
        }
        return out.append('}').toString();
    }

    private static boolean isPlain(ColumnType type) {
        return switch (type) {
            case BOOLEAN, INTEGER, BIGINT, DOUBLE, NUMERIC, TIME -> true;
            case TEXT, JSON, ENUM -> false;
        };
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                out.append('\\');
            }
            out.append(next);
        }
        out.append('"');
    }
}
