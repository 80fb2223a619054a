package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hex of a node's answer, decoded out of the parser's own characters: a string for each would be most of the work of
 * reading logs.
 */
final class HexFields {

    private static final byte[] DIGITS = digits();

    private final JsonParser parser;

    HexFields(JsonParser parser) {
        this.parser = parser;
    }

    /** A number below 2^62. */
    long quantity() throws IOException {
        var length = digitsOf("a hex number below 2^62");
        var characters = parser.getTextCharacters();
        var start = parser.getTextOffset() + 2;
        long value = 0;
        for (int i = start; i < start + length; i++) {
            var digit = digit(characters[i]);
            if (digit < 0 || value >= 1L << 58) {
                throw malformed("a hex number below 2^62");
            }
            value = value << 4 | digit;
        }
        if (length == 0) {
            throw malformed("a hex number below 2^62");
        }
        return value;
    }

    /** A number below 2^31. */
    int index() throws IOException {
        var value = quantity();
        if (value > Integer.MAX_VALUE) {
            throw malformed("a hex number below 2^31");
        }
        return (int) value;
    }

    /** Lower-case hex of so many bytes; the earlier string itself when it is the same, so that equal ones are shared. */
    String text(int bytes, @Nullable String earlier) throws IOException {
        if (!isHex() || parser.getTextLength() != 2 + 2 * bytes) {
            throw malformed(bytes + " bytes in hex");
        }
        var characters = parser.getTextCharacters();
        var start = parser.getTextOffset();
        if (earlier != null && isSame(earlier, characters, start)) {
            return earlier;
        }
        var text = new byte[2 + 2 * bytes];
        text[0] = '0';
        text[1] = 'x';
        for (int i = 2; i < text.length; i++) {
            var character = characters[start + i];
            if (digit(character) < 0) {
                throw malformed(bytes + " bytes in hex");
            }
            text[i] = (byte) (character >= 'A' && character <= 'F' ? character + ('a' - 'A') : character);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Any number of bytes. */
    byte[] bytes() throws IOException {
        var length = digitsOf("bytes in hex");
        var characters = parser.getTextCharacters();
        var start = parser.getTextOffset() + 2;
        var bytes = new byte[length / 2];
        int seen = 0;
        int wrong = 0;
        for (int i = 0, position = start; i < bytes.length; i++, position += 2) {
            int high = characters[position];
            int low = characters[position + 1];
            int value = DIGITS[high & 0xff] << 4 | DIGITS[low & 0xff];
            seen |= high | low;
            wrong |= value;
            bytes[i] = (byte) value;
        }
        if (wrong < 0 || seen > 0xff || (length & 1) != 0) {
            throw malformed("bytes in hex");
        }
        return bytes;
    }

    /** The complaint about the value the parser is at. */
    InconsistentAnswerException malformed(String expectation) throws IOException {
        var name = parser.currentName() == null ? "answer" : parser.currentName();
        return new InconsistentAnswerException(
                "%s: %s (expected: %s)".formatted(name, ChainException.quote(parser.getText()), expectation));
    }

    /** The number of digits behind the 0x. */
    private int digitsOf(String expectation) throws IOException {
        if (!isHex()) {
            throw malformed(expectation);
        }
        return parser.getTextLength() - 2;
    }

    private boolean isHex() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() < 2) {
            return false;
        }
        var characters = parser.getTextCharacters();
        var start = parser.getTextOffset();
        return characters[start] == '0' && (characters[start + 1] == 'x' || characters[start + 1] == 'X');
    }

    private static boolean isSame(String text, char[] characters, int start) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != characters[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static int digit(char character) {
        return character < DIGITS.length ? DIGITS[character] : -1;
    }

    private static byte[] digits() {
        var digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        for (int value = 0; value < 16; value++) {
            digits[Character.toUpperCase(Character.forDigit(value, 16))] = (byte) value;
            digits[Character.forDigit(value, 16)] = (byte) value;
        }
        return digits;
    }
}
