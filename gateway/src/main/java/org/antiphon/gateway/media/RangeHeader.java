package org.antiphon.gateway.media;

import java.util.Optional;
import java.util.regex.Pattern;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.ByteRange;
import org.antiphon.server.ApiException;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Range} header of RFC 9110, section 14. */
final class RangeHeader {
    private static final String UNIT = "bytes=";
    private static final Pattern SINGLE = Pattern.compile("\\s*([0-9]*)\\s*-\\s*([0-9]*)\\s*");
    private static final int MAX_DIGITS = 18;

    private RangeHeader() {}

    /**
     * The range asked for. Empty for everything: without the header, for a unit other than bytes, and for several ranges
     * at once, which a server may answer with the whole.
     *
     * @throws ApiException RANGE_INVALID for a range of bytes that can't be read
     */
    static Optional<ByteRange> parse(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        var ranges = header.substring(UNIT.length());
        if (ranges.contains(",")) {
            return Optional.empty();
        }
        var match = SINGLE.matcher(ranges);
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            throw invalid(header);
        }
        return Optional.of(
                match.group(1).isEmpty()
                        ? suffix(header, number(match.group(2)))
                        : fromFirst(header, number(match.group(1)), match.group(2)));
    }

    private static ByteRange suffix(String header, long length) {
        if (length == 0) {
            throw invalid(header);
        }
        return ByteRange.newBuilder().setSuffixLength(length).build();
    }

    private static ByteRange fromFirst(String header, long first, String lastText) {
        var range = ByteRange.newBuilder().setFirst(first);
        if (!lastText.isEmpty()) {
            var last = number(lastText);
            if (last < first) {
                throw invalid(header);
            }
            range.setLast(last);
        }
        return range.build();
    }

    /** A number too long to read lies beyond the end of anything. */
    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static ApiException invalid(String header) {
        return new ApiException(
                ErrorReason.ERROR_REASON_RANGE_INVALID,
                "range: \"%s\" (expected: bytes=first-last, bytes=first- or bytes=-length)"
                        .formatted(ApiException.shown(header)));
    }
}
