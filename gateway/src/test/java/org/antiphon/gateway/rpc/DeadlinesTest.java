package org.antiphon.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
    @ParameterizedTest
    @CsvSource({"1H,PT1H", "2M,PT2M", "3S,PT3S", "4m,PT0.004S", "5u,PT0.000005S", "6n,PT0.000000006S"})
    void everyUnitIsRead(String header, Duration expected) {
        assertThat(Deadlines.parse(header)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "5", "m", "-1S", "123456789S", "1s", "1 S"})
    void aMalformedOneCountsAsAbsent(String header) {
        assertThat(Deadlines.parse(header)).isEmpty();
    }
}
