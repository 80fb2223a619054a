package org.antiphon.discovery.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON with one text for one value: members in the order of their names, no blanks, numbers without trailing
 * zeros. PostgreSQL gives objects back in an order of its own.
 */
final class CanonicalJson {
    private CanonicalJson() {}

    static String write(JsonNode node) {
        var out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            object(node, out);
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                write(node.get(i), i == 0 ? out : out.append(','));
            }
            out.append(']');
        } else if (node.isTextual()) {
            text(node.textValue(), out);
        } else if (node.isNumber()) {
            out.append(node.decimalValue().stripTrailingZeros().toString());
        } else {
            out.append(node.asText());
        }
    }

    private static void object(JsonNode node, StringBuilder out) {
        var members = new TreeMap<String, JsonNode>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            text(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
        }
        out.append('}');
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
