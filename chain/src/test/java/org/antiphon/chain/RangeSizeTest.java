package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeSizeTest {

    private final RangeSize size = new RangeSize(500);

    @Test
    void rangesOfManyLogsShrinkUntilTheyHaveFew() {
        for (int i = 0; i < 20; i++) {
            size.answered(new BlockRange(0, size.current() - 1), size.current() * 40);
        }

        assertThat(size.current() * 40).isBetween(RangeSize.MAX_LOGS / 2, RangeSize.MAX_LOGS);
    }

    @Test
    void rangesGrowBackWhenLogsAreFew() {
        size.refused(new BlockRange(0, 499));
        assertThat(size.current()).isEqualTo(250);

        for (int i = 0; i < 5; i++) {
            size.answered(new BlockRange(0, size.current() - 1), 10);
        }

        assertThat(size.current()).isEqualTo(500);
    }

    @Test
    void aBlockIsTheLeast() {
        size.answered(new BlockRange(7, 7), 1_000_000);

        assertThat(size.current()).isEqualTo(1);
    }
}
