package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Jackson reads an SQL null of a JSON column as a node; a record that holds null must equal itself after a reload. */
final class Json {
    private Json() {}

    static @Nullable JsonNode orAbsent(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }
}
