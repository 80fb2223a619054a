package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.web3j.utils.Numeric;

/** How values of events stand in rows. */
final class Values {
    /** The largest whole number that every client of JSON reads exactly. */
    private static final BigInteger LARGEST = BigInteger.valueOf((1L << 53) - 1);

    private Values() {}

    /** An id or a block number; what is beyond 53 bits, which nothing has but anybody can send, is 2^53 - 1. */
    static long number(BigInteger value) {
        return value.min(LARGEST).longValueExact();
    }

    /** A number that its contract keeps small. */
    static int small(BigInteger value) {
        return value.intValueExact();
    }

    /** The one of an enumeration that the contract means, its numbers being the order. */
    static <E extends Enum<E>> E of(E[] values, BigInteger number) {
        return values[small(number)];
    }

    /** A name of up to 32 printable characters, or else the bytes in hex. */
    static String name(byte[] word) {
        int length = 0;
        while (length < word.length && word[length] > ' ' && word[length] < 127) {
            length++;
        }
        for (int i = length; i < word.length; i++) {
            if (word[i] != 0) {
                return Numeric.toHexString(word);
            }
        }
        return new String(word, 0, length, StandardCharsets.US_ASCII);
    }

    /** A text as PostgreSQL can hold it: without NUL. */
    static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** Whether the address is nobody's. */
    static boolean isNobody(String address) {
        return Numeric.toBigInt(address).equals(BigInteger.ZERO);
    }
}
