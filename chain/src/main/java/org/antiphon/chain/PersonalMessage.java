package org.antiphon.chain;

import java.nio.charset.StandardCharsets;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;

/** Signatures of plain text as wallets make them ({@code personal_sign}, EIP-191 version 0x45). */
public final class PersonalMessage {

    private PersonalMessage() {}

    /** Signs the UTF-8 bytes of a text: 65 bytes r ‖ s ‖ v. */
    public static byte[] sign(String message, Credentials credentials) {
        return sign(message.getBytes(StandardCharsets.UTF_8), credentials);
    }

    /** Signs bytes, for example a digest, as they are: 65 bytes r ‖ s ‖ v. */
    public static byte[] sign(byte[] message, Credentials credentials) {
        return Signatures.sign(digest(message), credentials);
    }

    /**
     * The address whose key signed the text.
     *
     * @throws IllegalArgumentException when the signature is not 65 bytes, not canonical or impossible
     */
    public static String recover(String message, byte[] signature) {
        return recover(message.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** The same for bytes. */
    public static String recover(byte[] message, byte[] signature) {
        return Signatures.recover(digest(message), signature);
    }

    private static byte[] digest(byte[] message) {
        var prefix = "\u0019Ethereum Signed Message:\n" + message.length;
        return Hash.sha3(Words.concat(prefix.getBytes(StandardCharsets.UTF_8), message));
    }
}
