package org.antiphon.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The 32-byte words of which ABI encodings and EIP-712 structs consist. */
final class Words {

    static final int SIZE = 32;

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Pattern BYTES32 = Pattern.compile("0x[0-9a-fA-F]{64}");

    private Words() {}

    static byte[] uint(long value) {
        return uint(BigInteger.valueOf(value));
    }

    /** Big-endian, padded on the left. */
    static byte[] uint(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException(value + " (expected: an unsigned integer of 256 bits)");
        }
        var bytes = value.toByteArray();
        var start = bytes.length > SIZE ? 1 : 0;
        return leftPadded(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    static byte[] address(String hex) {
        if (!ADDRESS.matcher(hex).matches()) {
            throw new IllegalArgumentException(hex + " (expected: an address, 0x and 40 hex digits)");
        }
        return leftPadded(HexFormat.of().parseHex(hex, 2, hex.length()));
    }

    static byte[] bytes32(String hex) {
        if (!BYTES32.matcher(hex).matches()) {
            throw new IllegalArgumentException(hex + " (expected: 32 bytes, 0x and 64 hex digits)");
        }
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    /** Lower-case hex with {@code 0x}. */
    static String hex(byte[] bytes) {
        return hex(bytes, 0, bytes.length);
    }

    /** Lower-case hex with {@code 0x} of a part. */
    static String hex(byte[] bytes, int from, int to) {
        return "0x" + HexFormat.of().formatHex(bytes, from, to);
    }

    static byte[] concat(byte[]... parts) {
        var result = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        var position = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, result, position, part.length);
            position += part.length;
        }
        return result;
    }

    private static byte[] leftPadded(byte[] bytes) {
        var word = new byte[SIZE];
        System.arraycopy(bytes, 0, word, SIZE - bytes.length, bytes.length);
        return word;
    }
}
