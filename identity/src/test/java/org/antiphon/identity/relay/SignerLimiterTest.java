package org.antiphon.identity.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.Test;

class SignerLimiterTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(-5 * SECOND);
    private final SignerLimiter limiter = new SignerLimiter(2, 3, clock::get);

    private void takeAll(String signer) {
        for (var each = 0; each < 3; each++) {
            limiter.take(signer);
        }
    }

    private void assertEmpty(String signer) {
        assertThatThrownBy(() -> limiter.take(signer)).isInstanceOfSatisfying(ApiException.class, error -> {
            assertThat(error.reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
            assertThat(error).hasMessageContaining(signer).hasMessageContaining("expected: at most 2.0 a second");
        });
    }

    @Test
    void aBurstIsTakenAndNoMore() {
        takeAll("0xa");

        assertEmpty("0xa");
    }

    @Test
    void oneSignersBurstLeavesTheOthersAlone() {
        takeAll("0xa");
        takeAll("0xb");

        assertEmpty("0xb");
    }

    @Test
    void tokensComeBackAtTheRate() {
        takeAll("0xa");
        clock.addAndGet(SECOND);

        limiter.take("0xa");
        limiter.take("0xa");
        assertEmpty("0xa");
    }

    @Test
    void aLongRestFillsNoMoreThanTheBurst() {
        takeAll("0xa");
        clock.addAndGet(1_000_000 * SECOND);

        takeAll("0xa");
        assertEmpty("0xa");
    }
}
