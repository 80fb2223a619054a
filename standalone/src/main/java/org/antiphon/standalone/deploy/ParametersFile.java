package org.antiphon.standalone.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.antiphon.contracts.Parameters;

/** A JSON file with those parameters of a deployment that are not as on Ethereum; the keys are those of the record. */
final class ParametersFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ParametersFile() {}

    static Parameters read(Path file) throws IOException {
        try {
            var all = JSON.<ObjectNode>valueToTree(Parameters.mainnet());
            merge(all, JSON.readTree(file.toFile()));
            return JSON.treeToValue(all, Parameters.class);
        } catch (UnrecognizedPropertyException unknown) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: one of %s)"
                            .formatted(file, unknown.getPropertyName(), unknown.getKnownPropertyIds()),
                    unknown);
        } catch (JsonProcessingException e) {
            var cause = e.getCause() instanceof IllegalArgumentException refused ? refused.getMessage() : null;
            throw new IllegalArgumentException(
                    "%s: %s".formatted(file, cause == null ? e.getOriginalMessage() : cause), e);
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode part
                    && entry.getValue().isObject()) {
                merge(part, entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
