package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.antiphon.chain.ChainException;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.server.ListenConfig;
import org.antiphon.server.ServiceHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexHealthTest {
    private record Loopback(String host, int grpcPort, int adminPort) implements ListenConfig {}

    private static final long TOLERATED = 100;

    private final ServiceHost host = ServiceHost.create("indexer", new Loopback("127.0.0.1", 0, 0));
    private final IndexMetrics metrics = new IndexMetrics(host.metrics(), "data");
    private final IndexHealth health = new IndexHealth(host.health(), "", metrics, TOLERATED);

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void indexThatIsBehindIsStartingUntilItHasCaughtUpOnceAndDegradedAfterwards() {
        metrics.resumedAt(50);
        metrics.head(1_000);
        health.seen();
        assertThat(host.health().state()).isEqualTo(HealthState.HEALTH_STATE_STARTING);

        metrics.resumedAt(1_000);
        health.seen();
        assertThat(host.health().state()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY);

        metrics.head(1_000 + TOLERATED + 1);
        health.seen();
        assertThat(host.health().state()).isEqualTo(HealthState.HEALTH_STATE_DEGRADED);
    }

    @Test
    void chainThatIsAwayAtTheStartIsUnhealthy() {
        health.failed(new ChainException("away"));

        assertThat(host.health().state()).isEqualTo(HealthState.HEALTH_STATE_UNHEALTHY);
    }
}
