package org.antiphon.discovery.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StakeSharesTest {
    /** The cut is rounded by itself: 7 * 10 / 30 = 2, and 7 * 10 * 25 / 3000 = 0, not a quarter of 2 rounded up. */
    @ParameterizedTest
    @CsvSource({"7, 10, 30, 25, 2", "100, 1000, 300, 0, 333", "100, 1000, 300, 100, 0", "100, 1000, 300, 50, 167"})
    void aDelegatorGetsItsShareLessTheCut(long active, long reward, long allActive, int cut, long expected) {
        assertThat(StakeShares.reward(big(active), big(reward), big(allActive), cut))
                .isEqualTo(expected);
    }

    @Test
    void whoHasLockedEverythingGetsNothingEvenIfNobodyIsActive() {
        assertThat(StakeShares.reward(big(0), big(10), big(0), 5)).isZero();
    }

    @Test
    void aSlashRoundsWhatIsLeftDown() {
        assertThat(StakeShares.slashed(big(10), big(30), big(20))).isEqualTo(6);
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
