package org.antiphon.content.upload;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/** Ids that sort by time and can't be guessed: 48 bits of milliseconds and 80 random bits in Crockford's base32. */
final class Ulid {
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final Pattern FORM = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private static final int LENGTH = 26;
    private static final int TIME_LENGTH = 10;
    private static final int BITS = 5;
    private static final int MASK = 31;

    private final SecureRandom random = new SecureRandom();

    String next(Instant now) {
        var text = new char[LENGTH];
        var time = now.toEpochMilli();
        for (int i = TIME_LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET[(int) (time & MASK)];
            time >>>= BITS;
        }
        for (int i = TIME_LENGTH; i < LENGTH; i++) {
            text[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return new String(text);
    }

    static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }
}
