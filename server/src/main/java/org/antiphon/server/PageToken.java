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
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + Long.BYTES + Integer.BYTES;

    private PageToken() {}

    /**
     * The token for the page that starts at an offset.
     *
     * @param query whatever tells this list from another: its name and filters, without limit and offset
     */
    public static String encode(long offset, String query) {
        var bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(offset)
                .putInt(checksum(offset, query))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The offset in a token.
     *
     * @throws ApiException PAGE_TOKEN_INVALID if the token is not one of ours or belongs to another query
     */
    public static long decode(String token, String query) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            if (bytes.remaining() == LENGTH && bytes.get() == VERSION) {
                var offset = bytes.getLong();
                if (offset >= 0 && bytes.getInt() == checksum(offset, query)) {
                    return offset;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(token);
        }
        throw invalid(token);
    }

    private static ApiException invalid(String token) {
        return new ApiException(
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                "page_token: \"%s\" (expected: the next_page_token of the same query)"
                        .formatted(ApiException.shown(token)));
    }

    private static int checksum(long offset, String query) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(offset).flip());
        crc.update(query.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
