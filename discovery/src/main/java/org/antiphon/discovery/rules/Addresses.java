package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.antiphon.chain.PersonalMessage;
import org.jspecify.annotations.Nullable;

/** Ethereum addresses and signatures within metadata. */
final class Addresses {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{40}");
    private static final int SIGNATURE_HEX = 2 + 2 * 65;

    private Addresses() {}

    /** An address in lower case, or null when the node holds none. */
    static @Nullable String of(JsonNode node) {
        var text = node.asText("").toLowerCase(Locale.ROOT);
        return FORM.matcher(text).matches() ? text : null;
    }

    /** Whose key signed a text, or null when the signature is nobody's. */
    static @Nullable String signerOf(String message, String signature) {
        if (signature.length() != SIGNATURE_HEX || !signature.startsWith("0x")) {
            return null;
        }
        try {
            return PersonalMessage.recover(message, HexFormat.of().parseHex(signature, 2, SIGNATURE_HEX));
        } catch (IllegalArgumentException noSignature) {
            return null;
        }
    }
}
