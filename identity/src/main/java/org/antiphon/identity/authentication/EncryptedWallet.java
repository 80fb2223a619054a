package org.antiphon.identity.authentication;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A wallet as its owner's client encrypted it; opaque to us. */
public record EncryptedWallet(ByteBuffer iv, ByteBuffer cipherText) {

    /** From hexadecimal; {@link IllegalArgumentException} for anything else. */
    static EncryptedWallet fromHex(String iv, String cipherText) {
        return new EncryptedWallet(buffer("iv", iv), buffer("cipherText", cipherText));
    }

    String ivHex() {
        return hex(iv);
    }

    String cipherTextHex() {
        return hex(cipherText);
    }

    @Override
    public String toString() {
        return "EncryptedWallet[redacted]";
    }

    private static ByteBuffer buffer(String field, String hex) {
        if (hex.length() % 2 != 0) {
            throw new IllegalArgumentException(
                    "%s: %d hexadecimal digits (expected: an even number)".formatted(field, hex.length()));
        }
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asReadOnlyBuffer();
    }

    private static String hex(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
