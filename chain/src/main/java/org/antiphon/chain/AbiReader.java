package org.antiphon.chain;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the arguments of an ABI encoding by their place. Every length and offset is checked against the bytes that are
 * there, so that hostile input costs an {@link IllegalArgumentException} and nothing more.
 */
final class AbiReader {

    private final byte[] data;

    AbiReader(byte[] data) {
        this.data = data;
    }

    BigInteger uint(int argument) {
        return new BigInteger(1, word(argument * Words.SIZE));
    }

    byte[] bytes32(int argument) {
        return word(argument * Words.SIZE);
    }

    String address(int argument) {
        var word = word(argument * Words.SIZE);
        if (!Arrays.equals(word, 0, 12, new byte[12], 0, 12)) {
            throw new IllegalArgumentException(
                    "argument %d: %s (expected: an address)".formatted(argument, Words.hex(word)));
        }
        return Words.hex(Arrays.copyOfRange(word, 12, Words.SIZE));
    }

    byte[] bytes(int argument) {
        var start = index(argument * Words.SIZE, data.length);
        var length = index(start, data.length - start - Words.SIZE);
        return Arrays.copyOfRange(data, start + Words.SIZE, start + Words.SIZE + length);
    }

    List<byte[]> words(int argument) {
        var start = index(argument * Words.SIZE, data.length);
        var count = index(start, (data.length - start - Words.SIZE) / Words.SIZE);
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> word(start + i * Words.SIZE))
                .toList();
    }

    /** Text whose exact bytes matter: refuses what is not UTF-8. */
    String text(int argument) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(argument)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("argument " + argument + " (expected: UTF-8 text)", e);
        }
    }

    /** Text as a database can keep it: U+FFFD stands for whatever is not UTF-8, and for NUL. */
    String lenientText(int argument) {
        return new String(bytes(argument), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private int index(int position, int limit) {
        var value = new BigInteger(1, word(position));
        if (value.bitLength() > 31 || value.intValue() > limit) {
            throw new IllegalArgumentException(
                    "offset or length at byte %d: %s (expected: at most %d)".formatted(position, value, limit));
        }
        return value.intValue();
    }

    private byte[] word(int position) {
        if (position > data.length - Words.SIZE) {
            throw new IllegalArgumentException(
                    "%d bytes (expected: at least %d)".formatted(data.length, (long) position + Words.SIZE));
        }
        return Arrays.copyOfRange(data, position, position + Words.SIZE);
    }
}
