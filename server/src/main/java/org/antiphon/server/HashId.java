package org.antiphon.server;

import java.util.Map;
import org.antiphon.proto.common.v1.ErrorReason;
import org.hashids.Hashids;

/**
 * The outward form of ids in REST, as every Audius client computes it (hashids, salt {@code azowernasdfoia}, at least 5
 * letters).
 */
public final class HashId {
    private static final Hashids HASHIDS = new Hashids("azowernasdfoia", 5);
    private static final int MAX_LENGTH = 32;

    private HashId() {}

    /** The hashid of an id between 0 and 2^53. */
    public static String encode(long id) {
        return HASHIDS.encode(id);
    }

    /**
     * The id behind a hashid.
     *
     * @throws ApiException HASHID_MALFORMED unless the text is the hashid of exactly one id
     */
    public static long decode(String text) {
        if (!text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(HashId::isAlphanumeric)) {
            var ids = idsIn(text);
            if (ids.length == 1) {
                return ids[0];
            }
        }
        var shown = ApiException.shown(text);
        throw new ApiException(
                ErrorReason.ERROR_REASON_HASHID_MALFORMED,
                "id: \"%s\" (expected: a hashid such as \"%s\")".formatted(shown, encode(1)),
                Map.of("value", shown));
    }

    /** The library checks a text by encoding it again, and throws where the id in it is over 2^53. */
    private static long[] idsIn(String text) {
        try {
            return HASHIDS.decode(text);
        } catch (IllegalArgumentException tooLarge) {
            return new long[0];
        }
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
