package org.antiphon.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.antiphon.proto.common.v1.ErrorReason;

/**
 * The opaque place of a page in a list. It is bound to the query it came from, so that a token of another list is an
 * error instead of a wrong page.
 */
public final class PageToken {
    private static final byte VERSION = 2;
    private static final int HEADER = 1 + Integer.BYTES;

    private PageToken() {}

    /**
     * The token for the page that starts at a place.
     *
     * @param place an offset, or the key of the last item before the page; its form is the list's own affair
     * @param query whatever tells this list from another: its name and filters, without limit and place
     */
    public static String encode(String place, String query) {
        var text = place.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(HEADER + text.length)
                .put(VERSION)
                .putInt(checksum(place, query))
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The place in a token.
     *
     * @throws ApiException PAGE_TOKEN_INVALID if the token is not one of ours or belongs to another query
     */
    public static String decode(String token, String query) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            if (bytes.remaining() > HEADER && bytes.get() == VERSION) {
                int checksum = bytes.getInt();
                var place = StandardCharsets.UTF_8.decode(bytes).toString();
                if (checksum == checksum(place, query)) {
                    return place;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(token);
        }
        throw invalid(token);
    }

    /** The error of a token that names no place in its list. */
    public static ApiException invalid(String token) {
        return new ApiException(
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                "page_token: \"%s\" (expected: the next_page_token of the same query)"
                        .formatted(ApiException.shown(token)));
    }

    private static int checksum(String place, String query) {
        var crc = new CRC32C();
        crc.update(place.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(query.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
