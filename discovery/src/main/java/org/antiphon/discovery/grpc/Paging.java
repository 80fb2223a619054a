package org.antiphon.discovery.grpc;

import java.util.regex.Pattern;
import org.antiphon.discovery.query.Page;
import org.antiphon.discovery.query.Slice;
import org.antiphon.server.PageToken;

/**
 * The part of a list that a request names. REST clients say limit and offset, others page_size and page_token; a token
 * takes precedence over an offset.
 *
 * @param query what tells this list from another, bound into its tokens
 */
record Paging(Page page, String query) {
    private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

    static Paging of(int size, int offset, String token, String query) {
        return new Paging(new Page(size, token.isEmpty() ? offset : offset(token, query)), query);
    }

    private static long offset(String token, String query) {
        var place = PageToken.decode(token, query);
        if (!OFFSET.matcher(place).matches()) {
            throw PageToken.invalid(token);
        }
        return Long.parseLong(place);
    }

    /** The token of the next page; empty on the last. */
    String next(Slice<?> slice) {
        return slice.hasMore() ? PageToken.encode(String.valueOf(page.offset() + page.limit()), query) : "";
    }
}
