package org.antiphon.standalone.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.antiphon.contracts.Parameters;

/** A JSON file with those parameters of a deployment that are not as on Ethereum; the keys are those of the record. */
final class ParametersFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ParametersFile() {}

    static Parameters read(Path file) throws IOException {
        try {
            var all = JSON.<ObjectNode>valueToTree(Parameters.mainnet());
            merge(all, JSON.readTree(Files.readString(file)));
            return JSON.treeToValue(all, Parameters.class).requireStakeOutlastsCases();
        } catch (JsonProcessingException e) {
            var cause = e.getCause() instanceof IllegalArgumentException refused ? refused.getMessage() : null;
            throw new IllegalArgumentException(
                    "%s: %s".formatted(file, cause == null ? e.getOriginalMessage() : cause), e);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("%s: %s".formatted(file, refused.getMessage()), refused);
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        ParameterShape.of(into).require("the parameters", from);
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode part) {
                part.setAll((ObjectNode) entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
