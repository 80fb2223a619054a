package org.antiphon.discovery.rules;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** How Solana writes addresses and signatures. */
final class Base58 {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base58() {}

    /** The bytes that a text stands for, or null when it doesn't stand for so many. */
    static byte @Nullable [] decode(String text, int count) {
        if (text.length() > 2 * count || !text.chars().allMatch(digit -> DIGITS.indexOf(digit) >= 0)) {
            return null;
        }
        var value = text.chars()
                .mapToObj(digit -> BigInteger.valueOf(DIGITS.indexOf(digit)))
                .reduce(
                        BigInteger.ZERO,
                        (number, digit) -> number.multiply(BASE).add(digit));
        long zeros = text.chars().takeWhile(digit -> digit == DIGITS.charAt(0)).count();
        return zeros + (value.bitLength() + 7) / 8 == count ? padded(value.toByteArray(), count) : null;
    }

    /** A number's own bytes may be fewer, and may begin with a zero that is its sign. */
    private static byte[] padded(byte[] number, int count) {
        var bytes = new byte[count];
        int length = Math.min(number.length, count);
        System.arraycopy(number, number.length - length, bytes, count - length, length);
        return bytes;
    }
}
