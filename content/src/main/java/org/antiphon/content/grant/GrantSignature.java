package org.antiphon.content.grant;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.chain.PersonalMessage;
import org.web3j.crypto.Hash;

/**
 * The signature under a grant: EIP-191 over the 32 bytes of the keccak-256 of the text, as Audius's discovery nodes
 * make it. It differs from a wallet's signature of a text, which is over the text itself.
 */
final class GrantSignature {
    private GrantSignature() {}

    /** The address of the signer in lower case, or empty when the signature can't be one. */
    static Optional<String> signer(String data, String signature) {
        try {
            var bytes = HexFormat.of().parseHex(signature.startsWith("0x") ? signature.substring(2) : signature);
            var digest = Hash.sha3(data.getBytes(StandardCharsets.UTF_8));
            return Optional.of(PersonalMessage.recover(digest, bytes).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }
}
