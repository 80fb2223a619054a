package org.antiphon.discovery.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A hash of a set of rows to which rows are added and from which they are taken in any order, at a cost that does not
 * depend on how many there are: LtHash with 1,024 lanes of 16 bits (Bellare and Micciancio; Lewi, Kim, Maykov and Weis).
 * A row becomes lanes through SHA-256, whose digest keys a stream of AES-256 in counter mode. Not for several threads.
 */
final class StateVector {
    /** The size of a vector. */
    static final int BYTES = 2048;

    private static final byte[] ZEROS = new byte[BYTES];
    private static final IvParameterSpec FROM_ZERO = new IvParameterSpec(new byte[16]);

    private final MessageDigest digest;
    private final Cipher stream;
    private final byte[] expanded = new byte[BYTES];
    private final short[] element = new short[BYTES / 2];
    private final short[] lanes = new short[BYTES / 2];

    private StateVector() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
            stream = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException everyJdkHasThem) {
            throw new IllegalStateException(everyJdkHasThem);
        }
    }

    /** The hash of no rows. */
    static StateVector empty() {
        return new StateVector();
    }

    /** The hash with these lanes, little-endian, as {@link #bytes} gave them. */
    static StateVector of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("vector: %d bytes (expected: %d)".formatted(bytes.length, BYTES));
        }
        var vector = new StateVector();
        shorts(bytes, vector.lanes);
        return vector;
    }

    void add(byte[] encodedRow) {
        expand(encodedRow);
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] += element[i];
        }
    }

    void remove(byte[] encodedRow) {
        expand(encodedRow);
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] -= element[i];
        }
    }

    /** The lanes, little-endian. */
    byte[] bytes() {
        var bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(lanes);
        return bytes.array();
    }

    /** 32 bytes that stand for the vector. */
    byte[] commitment() {
        return digest.digest(bytes());
    }

    private void expand(byte[] encodedRow) {
        try {
            stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(digest.digest(encodedRow), "AES"), FROM_ZERO);
            stream.doFinal(ZEROS, 0, BYTES, expanded, 0);
        } catch (GeneralSecurityException fixedSizesFit) {
            throw new IllegalStateException(fixedSizesFit);
        }
        shorts(expanded, element);
    }

    private static void shorts(byte[] bytes, short[] into) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(into);
    }
}
