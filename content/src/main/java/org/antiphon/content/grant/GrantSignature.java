package org.antiphon.content.grant;

import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * The signature under a grant: EIP-191 over the 32 bytes of the keccak-256 of the text, as Audius's discovery nodes
 * make it. It differs from a wallet's signature of a text, which is over the text itself.
 */
final class GrantSignature {
    private static final int WORD = 32;
    private static final int LENGTH = 2 * WORD + 1;

    private GrantSignature() {}

    /** The address of the signer in lower case, or empty when the signature can't be one. */
    static Optional<String> signer(String data, String signature) {
        try {
            var bytes = HexFormat.of().parseHex(signature.startsWith("0x") ? signature.substring(2) : signature);
            if (bytes.length != LENGTH) {
                return Optional.empty();
            }
            var parts = new Sign.SignatureData(
                    bytes[2 * WORD], Arrays.copyOfRange(bytes, 0, WORD), Arrays.copyOfRange(bytes, WORD, 2 * WORD));
            var digest = Hash.sha3(data.getBytes(StandardCharsets.UTF_8));
            return Optional.of("0x" + Keys.getAddress(Sign.signedPrefixedMessageToKey(digest, parts)));
        } catch (IllegalArgumentException | SignatureException impossible) {
            return Optional.empty();
        }
    }
}
