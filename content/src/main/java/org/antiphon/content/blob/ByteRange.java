package org.antiphon.content.blob;

import java.util.Map;
import java.util.OptionalLong;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/** A part of a blob as RFC 9110 §14.1.2 has it. */
public sealed interface ByteRange {

    /** From a byte to another, inclusive, or to the end. */
    record From(long first, OptionalLong last) implements ByteRange {}

    /** The last so many bytes. */
    record Suffix(long length) implements ByteRange {}

    /** Everything. */
    static ByteRange all() {
        return new From(0, OptionalLong.empty());
    }

    /**
     * The bytes meant in content of this size: the end is cut to what there is.
     *
     * @throws ApiException RANGE_INVALID when nothing of the content is in the range
     */
    default Span within(long size) {
        var span = switch (this) {
            case From from -> {
                var last = Math.min(from.last.orElse(size - 1), size - 1);
                yield new Span(from.first, last - from.first + 1);
            }
            case Suffix suffix -> {
                var length = Math.min(suffix.length, size);
                yield new Span(size - length, length);
            }
        };
        if (span.length <= 0) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_RANGE_INVALID,
                    "range: %s (expected: within %d bytes)".formatted(describe(), size),
                    Map.of("size", String.valueOf(size)));
        }
        return span;
    }

    private String describe() {
        return switch (this) {
            case From from -> from.first + "-" + (from.last.isPresent() ? from.last.getAsLong() : "");
            case Suffix suffix -> "-" + suffix.length;
        };
    }

    /** The bytes from the first, which is counted from 0. */
    record Span(long first, long length) {}
}
