package org.antiphon.standalone.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Roles;

/**
 * Tells whether two runs chose the same. The chain can't: a contract's initial values are not all to be seen, and a run that
 * goes on with others would leave a mixture that nobody chose.
 */
final class Fingerprint {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Fingerprint() {}

    /** SHA-256 in hex; how addresses are spelt makes no difference. */
    static String of(Roles roles, long domainChainId, Parameters parameters) throws JsonProcessingException {
        var chosen = JSON.createObjectNode();
        chosen.put("domainChainId", domainChainId);
        chosen.set("roles", lowerCase(JSON.valueToTree(roles)));
        chosen.set("parameters", lowerCase(JSON.valueToTree(parameters)));
        return HexFormat.of()
                .formatHex(sha256().digest(JSON.writeValueAsString(chosen).getBytes(StandardCharsets.UTF_8)));
    }

    /** Texts that stand at the top of either record are hex, in which case means nothing. */
    private static ObjectNode lowerCase(ObjectNode node) {
        node.properties().stream()
                .filter(entry -> entry.getValue().isTextual())
                .toList()
                .forEach(entry ->
                        node.put(entry.getKey(), entry.getValue().textValue().toLowerCase(Locale.ROOT)));
        return node;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 (expected: in every Java)", impossible);
        }
    }
}
