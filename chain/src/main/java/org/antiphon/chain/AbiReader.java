package org.antiphon.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int PADDING = 12;
    private static final int LAST_LONG = Words.SIZE - Long.BYTES;

    private final byte[] data;

    AbiReader(byte[] data) {
        this.data = data;
    }

    BigInteger uint(int argument) {
        var position = argument * Words.SIZE;
        requireWord(position);
        return isLong(position)
                ? BigInteger.valueOf(longAt(position + LAST_LONG))
                : new BigInteger(1, data, position, Words.SIZE);
    }

    byte[] bytes32(int argument) {
        return word(argument * Words.SIZE);
    }

    String address(int argument) {
        var position = argument * Words.SIZE;
        requireWord(position);
        if ((longAt(position) | longAt(position + Long.BYTES) >>> Integer.SIZE) != 0) {
            throw new IllegalArgumentException(
                    "argument %d: %s (expected: an address)".formatted(argument, Words.hex(word(position))));
        }
        return Words.hex(data, position + PADDING, position + Words.SIZE);
    }

    byte[] bytes(int argument) {
        var content = content(argument);
        return Arrays.copyOfRange(data, content.start(), content.end());
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
        var content = content(argument);
        return new String(data, content.start(), content.length(), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private Content content(int argument) {
        var start = index(argument * Words.SIZE, data.length);
        return new Content(start + Words.SIZE, index(start, data.length - start - Words.SIZE));
    }

    private int index(int position, int limit) {
        requireWord(position);
        var value = isLong(position) ? longAt(position + LAST_LONG) : Long.MAX_VALUE;
        if (value > limit) {
            throw new IllegalArgumentException("offset or length at byte %d: %s (expected: at most %d)"
                    .formatted(position, new BigInteger(1, word(position)), limit));
        }
        return (int) value;
    }

    private byte[] word(int position) {
        requireWord(position);
        return Arrays.copyOfRange(data, position, position + Words.SIZE);
    }

    private void requireWord(int position) {
        if (position > data.length - Words.SIZE) {
            throw new IllegalArgumentException(
                    "%d bytes (expected: at least %d)".formatted(data.length, (long) position + Words.SIZE));
        }
    }

    /** Whether the word at a position is a number that a long holds, as nearly all are. */
    private boolean isLong(int position) {
        var high = longAt(position) | longAt(position + Long.BYTES) | longAt(position + 2 * Long.BYTES);
        return high == 0 && longAt(position + LAST_LONG) >= 0;
    }

    private long longAt(int position) {
        return (long) LONGS.get(data, position);
    }

    private record Content(int start, int length) {

        int end() {
            return start + length;
        }
    }
}
