package org.antiphon.standalone.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.TreeSet;

/**
 * What kind of value stands where among the parameters, learnt from a set of them. Jackson alone would cut fractions off, take
 * what is missing for zero and let null through.
 */
final class ParameterShape {
    private final JsonNode example;

    private ParameterShape(JsonNode example) {
        this.example = example;
    }

    static ParameterShape of(JsonNode example) {
        return new ParameterShape(example);
    }

    /** Refuses another kind of value, by the name of the parameter; an object may leave keys out. */
    void require(String name, JsonNode value) {
        var expected = expected(value);
        if (!expected.isEmpty()) {
            throw refused(name, value, expected);
        }
        if (example.isObject()) {
            value.properties().forEach(entry -> part(name, entry.getKey(), entry.getValue()));
        }
        for (int i = 0; example.isArray() && i < value.size(); i++) {
            of(example.get(0)).requireWhole("%s[%d]".formatted(name, i), value.get(i));
        }
    }

    private void requireWhole(String name, JsonNode value) {
        require(name, value);
        example.fieldNames().forEachRemaining(key -> {
            if (!value.has(key)) {
                throw refused(name, value, "with " + key);
            }
        });
    }

    private void part(String name, String key, JsonNode value) {
        var part = example.get(key);
        var path = name.contains(" ") ? key : name + "." + key;
        if (part == null) {
            var known = new TreeSet<String>();
            example.fieldNames().forEachRemaining(known::add);
            throw refused(path, value, "one of " + known);
        }
        of(part).require(path, value);
    }

    /** Empty when the value is of the kind of the example. */
    private String expected(JsonNode value) {
        return switch (example.getNodeType()) {
            case OBJECT -> value.isObject() ? "" : "an object";
            case ARRAY -> value.isArray() ? "" : "a list";
            case NUMBER -> isWhole(value) ? "" : "a whole number";
            case NULL -> value.isTextual() || value.isNull() ? "" : "a text, or null";
            default -> value.getNodeType() == JsonNodeType.STRING ? "" : "a text";
        };
    }

    private boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && (example.isInt() ? value.canConvertToInt() : value.canConvertToLong());
    }

    private static IllegalArgumentException refused(String name, JsonNode value, String expected) {
        return new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
    }
}
