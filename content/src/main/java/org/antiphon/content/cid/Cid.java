package org.antiphon.content.cid;

import java.util.Arrays;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * The name of a blob: CIDv1 over sha2-256 in lower-case base32. Other versions, hashes and spellings are refused, so
 * that one blob has one name and a name is safe as a file's name.
 */
public final class Cid {
    /** The length of a sha2-256 digest in bytes. */
    public static final int DIGEST_LENGTH = 32;

    private static final byte VERSION = 1;
    private static final byte SHA2_256 = 0x12;
    private static final int HEADER_LENGTH = 4;
    private static final char MULTIBASE_BASE32 = 'b';

    private final Codec codec;
    private final byte[] digest;

    private Cid(Codec codec, byte[] digest) {
        this.codec = codec;
        this.digest = digest;
    }

    /** The CID of content with this sha2-256 digest. */
    public static Cid of(Codec codec, byte[] digest) {
        if (digest.length != DIGEST_LENGTH) {
            throw new IllegalArgumentException("digest: %d bytes (expected: 32)".formatted(digest.length));
        }
        return new Cid(codec, digest.clone());
    }

    /**
     * Reads a CID.
     *
     * @throws ApiException CID_MALFORMED when the text is anything but a CIDv1 of the kinds we store
     */
    public static Cid parse(String text) {
        if (text.isEmpty() || text.charAt(0) != MULTIBASE_BASE32) {
            throw malformed(text);
        }
        var bytes = Base32.decode(text.substring(1));
        if (bytes == null
                || bytes.length != HEADER_LENGTH + DIGEST_LENGTH
                || bytes[0] != VERSION
                || bytes[2] != SHA2_256
                || bytes[3] != DIGEST_LENGTH) {
            throw malformed(text);
        }
        for (var codec : Codec.values()) {
            if (codec.code() == bytes[1]) {
                return new Cid(codec, Arrays.copyOfRange(bytes, HEADER_LENGTH, bytes.length));
            }
        }
        throw malformed(text);
    }

    public Codec codec() {
        return codec;
    }

    /** The sha2-256 digest. */
    public byte[] digest() {
        return digest.clone();
    }

    /** The binary form: version, codec, hash function, length, digest. */
    public byte[] bytes() {
        var bytes = new byte[HEADER_LENGTH + DIGEST_LENGTH];
        bytes[0] = VERSION;
        bytes[1] = codec.code();
        bytes[2] = SHA2_256;
        bytes[3] = DIGEST_LENGTH;
        System.arraycopy(digest, 0, bytes, HEADER_LENGTH, DIGEST_LENGTH);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cid that && codec == that.codec && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return MULTIBASE_BASE32 + Base32.encode(bytes());
    }

    private static ApiException malformed(String text) {
        return new ApiException(
                ErrorReason.ERROR_REASON_CID_MALFORMED,
                "cid: \"%s\" (expected: CIDv1, base32, sha2-256, raw or dag-pb)".formatted(ApiException.shown(text)));
    }
}
