package org.antiphon.discovery.rules;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Solana addresses and signatures within metadata: an address is an Ed25519 public key, 32 bytes in base58. */
final class SolanaAddresses {
    private static final int BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;
    private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{128}");
    /** What stands before the key in the form that Java reads: RFC 8410. */
    private static final byte[] KEY_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private SolanaAddresses() {}

    static boolean isOne(String text) {
        return Base58.decode(text, BYTES) != null;
    }

    /** Whether the key of an address signed a text; the signature is in hex or in base58. */
    static boolean isSignedBy(String address, String message, String signature) {
        var key = Base58.decode(address, BYTES);
        var bytes = signatureBytes(signature);
        return key != null && bytes != null && isSigned(key, message, bytes);
    }

    private static byte @Nullable [] signatureBytes(String signature) {
        return HEX.matcher(signature).matches()
                ? HexFormat.of().parseHex(signature.substring(signature.length() - 2 * SIGNATURE_BYTES))
                : Base58.decode(signature, SIGNATURE_BYTES);
    }

    private static boolean isSigned(byte[] key, String message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(key));
            verifier.update(message.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException noKeyOrSignature) {
            return false;
        }
    }

    private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
        var encoded = Arrays.copyOf(KEY_HEADER, KEY_HEADER.length + BYTES);
        System.arraycopy(key, 0, encoded, KEY_HEADER.length, BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
