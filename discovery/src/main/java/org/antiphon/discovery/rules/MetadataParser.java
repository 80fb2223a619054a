package org.antiphon.discovery.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads what strangers wrote. Everything that could stop the indexer or the database later is found here: size, depth,
 * numbers beyond a double, and texts that PostgreSQL cannot hold.
 */
public final class MetadataParser {
    static final int MAX_CHARS = 512 * 1024;
    static final int MAX_DEPTH = 32;
    static final int MAX_NUMBER = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .maxNameLength(256)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MetadataParser() {}

    /** Never fails: what can't be read is {@link Metadata.Malformed}. */
    public static Metadata parse(String text) {
        if (text.isBlank()) {
            return new Metadata.Absent();
        }
        if (text.length() > MAX_CHARS) {
            return new Metadata.Malformed(
                    "metadata: %d characters (expected: at most %d)".formatted(text.length(), MAX_CHARS));
        }
        try {
            return unwrap(MAPPER.readTree(text));
        } catch (JsonProcessingException notJson) {
            return new Metadata.Malformed("metadata: no JSON object with at most %d levels (%s)"
                    .formatted(MAX_DEPTH, Texts.brief(notJson.getOriginalMessage())));
        }
    }

    private static Metadata unwrap(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            return new Metadata.Malformed("metadata: %s (expected: a JSON object)".formatted(tree.getNodeType()));
        }
        var trap = unstorable(object);
        if (trap != null) {
            return new Metadata.Malformed("metadata: " + trap);
        }
        return object.get("data") instanceof ObjectNode data
                ? new Metadata.Fields(data, cid(object))
                : new Metadata.Fields(object, null);
    }

    private static @Nullable String cid(ObjectNode wrapper) {
        var cid = wrapper.path("cid").asText("");
        return cid.isEmpty() || cid.length() > Texts.SHORT ? null : cid;
    }

    private static @Nullable String unstorable(JsonNode node) {
        if (node.isTextual() && !Texts.isStorable(node.textValue())) {
            return "a text with NUL or half a character (expected: Unicode without NUL)";
        }
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return "a number beyond the range of a double";
        }
        for (var field : node.properties()) {
            if (!Texts.isStorable(field.getKey())) {
                return "a name with NUL or half a character (expected: Unicode without NUL)";
            }
        }
        for (var child : node) {
            var trap = unstorable(child);
            if (trap != null) {
                return trap;
            }
        }
        return null;
    }
}
