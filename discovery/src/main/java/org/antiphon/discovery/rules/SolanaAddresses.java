package org.antiphon.discovery.rules;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Solana addresses within metadata: 32 bytes in base58. */
final class SolanaAddresses {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + DIGITS + "]{32,44}");
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int BYTES = 32;

    private SolanaAddresses() {}

    static boolean isOne(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        var value = text.chars()
                .mapToObj(digit -> BigInteger.valueOf(DIGITS.indexOf(digit)))
                .reduce(
                        BigInteger.ZERO,
                        (number, digit) -> number.multiply(BASE).add(digit));
        long zeros = text.chars().takeWhile(digit -> digit == DIGITS.charAt(0)).count();
        return zeros + (value.bitLength() + 7) / 8 == BYTES;
    }
}
