package org.antiphon.identity.authentication;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns look-up keys into what may be stored. A look-up key opens an account like a password does, so the database
 * holds its hash under a secret that the database does not know: a stolen dump opens nothing.
 */
public final class LookupKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_SECRET_BYTES = 32;

    private final SecretKeySpec secret;

    /** Hashing under this secret, of at least 32 bytes. */
    public LookupKeys(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("antiphon.identity.lookup-secret: %d bytes (expected: at least %d)"
                    .formatted(bytes.length, MIN_SECRET_BYTES));
        }
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The stored form of a look-up key, which is hexadecimal in either case. */
    LookupHash hash(String lookupKey) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return new LookupHash(mac.doFinal(lookupKey.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return "LookupKeys[secret redacted]";
    }
}
