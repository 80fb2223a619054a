package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateVectorTest {
    private static byte[] row(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        var rows = new ArrayList<byte[]>();
        for (int i = 0; i < 50; i++) {
            rows.add(row("row " + i));
        }
        var forward = StateVector.empty();
        rows.forEach(forward::add);
        Collections.shuffle(rows, new Random(7));
        var shuffled = StateVector.empty();
        rows.forEach(shuffled::add);

        assertThat(shuffled.bytes()).isEqualTo(forward.bytes());
    }

    @Test
    void whatIsTakenAwayLeavesNoTrace() {
        var vector = StateVector.empty();
        vector.add(row("stays"));
        var before = vector.bytes();
        vector.add(row("goes"));
        assertThat(vector.bytes()).isNotEqualTo(before);
        vector.remove(row("goes"));

        assertThat(vector.bytes()).isEqualTo(before);
        assertThat(StateVector.of(before).commitment()).isEqualTo(vector.commitment());
    }

    @Test
    void theSameRowTwiceIsNotTheRowOnceNorNone() {
        var once = StateVector.empty();
        once.add(row("a"));
        var twice = StateVector.of(once.bytes());
        twice.add(row("a"));

        assertThat(twice.commitment())
                .isNotEqualTo(once.commitment())
                .isNotEqualTo(StateVector.empty().commitment());
    }

    /** Computed apart from this code: AES-256-CTR under SHA-256 of the row, lanes summed, SHA-256 of the vector. */
    @Test
    void theCommitmentOfKnownRowsIsKnown() {
        var vector = StateVector.empty();
        vector.add(row("antiphon"));
        vector.add(row("state"));

        assertThat(HexFormat.of().formatHex(vector.commitment()))
                .isEqualTo("c84558a93198cbbabfee3942aeddace5e0c3571fee54762581cedfe3ae7ca513");
        assertThat(HexFormat.of().formatHex(StateVector.empty().commitment()))
                .isEqualTo("e5a00aa9991ac8a5ee3109844d84a55583bd20572ad3ffcd42792f3c36b183ad");
    }

    @Test
    void aVectorOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> StateVector.of(new byte[10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vector: 10 bytes (expected: 2048)");
    }
}
