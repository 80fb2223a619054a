package org.antiphon.content.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    private static final long SIZE = 1000;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "0, 999, 0, 1000",
        "999, 999, 999, 1",
        "10, 5000, 10, 990",
        "0, 9223372036854775807, 0, 1000"
    })
    void boundedRangeEndsWhereTheContentDoes(long first, long last, long expectedFirst, long expectedLength) {
        assertThat(new ByteRange.From(first, OptionalLong.of(last)).within(SIZE))
                .isEqualTo(new ByteRange.Span(expectedFirst, expectedLength));
    }

    @Test
    void openRangeGoesToTheEnd() {
        assertThat(new ByteRange.From(400, OptionalLong.empty()).within(SIZE)).isEqualTo(new ByteRange.Span(400, 600));
    }

    @ParameterizedTest
    @CsvSource({"1, 999, 1", "1000, 0, 1000", "5000, 0, 1000"})
    void suffixIsTheEnd(long suffix, long first, long length) {
        assertThat(new ByteRange.Suffix(suffix).within(SIZE)).isEqualTo(new ByteRange.Span(first, length));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "1000, ", "9223372036854775807, ", "5, 4"})
    void rangeWithNothingInItIsInvalid(long first, Long last) {
        var range = new ByteRange.From(first, last == null ? OptionalLong.empty() : OptionalLong.of(last));

        assertInvalid(range);
    }

    @Test
    void emptySuffixIsInvalid() {
        assertInvalid(new ByteRange.Suffix(0));
    }

    private static void assertInvalid(ByteRange range) {
        assertThatThrownBy(() -> range.within(SIZE))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        error -> assertThat(error.reason()).isEqualTo(ErrorReason.ERROR_REASON_RANGE_INVALID))
                .hasMessageContaining("expected: within 1000 bytes");
    }
}
