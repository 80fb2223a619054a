package org.antiphon.identity.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.smallrye.config.ConfigMapping;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import org.antiphon.chain.RelayTransaction;
import org.antiphon.identity.Loopback;
import org.antiphon.proto.common.v1.ComponentHealth;
import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.HealthServiceGrpc;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.server.Database;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class RelayBacklogTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @ConfigMapping(prefix = "limits")
    interface Defaults {
        RelayLimits relay();
    }

    private final RelayLimits limits =
            Settings.of(Map.of()).bind(Defaults.class).relay();
    private ServiceHost host;
    private Database database;
    private ManagedChannel channel;
    private Mono<BigDecimal> balance = Mono.just(BigDecimal.TEN);
    private RelayBacklog backlog;

    @BeforeEach
    void open() {
        host = ServiceHost.create("identity", Loopback.anyPort());
        database = host.database(postgres.newDatabase(), "db/identity");
        backlog = new RelayBacklog(database, Mono.defer(() -> balance), limits, host.health(), host.metrics());
        host.serve();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        host.close();
    }

    private void waiting(String age) {
        new PostgresOutbox(database)
                .insertIfAbsent(new RelayTransaction("a", "0x" + "1".repeat(40), new byte[0], 1))
                .then(database.client()
                        .sql("UPDATE outbox SET created_at = now() - CAST('" + age + "' AS interval)")
                        .then())
                .block(Duration.ofSeconds(10));
    }

    private GetHealthResponse look() {
        backlog.look().block(Duration.ofSeconds(10));
        return HealthServiceGrpc.newBlockingStub(channel).getHealth(GetHealthRequest.getDefaultInstance());
    }

    private ComponentHealth relay() {
        return look().getComponentsList().stream()
                .filter(component -> component.getName().equals("relay"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRelayWithNothingToDoIsHealthy() {
        assertThat(relay().getState()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY);
    }

    @Test
    void whatWaitsAMomentIsCountedAndNoCauseForAlarm() {
        waiting("10 seconds");

        assertThat(look().getDetails().getFieldsOrThrow("outbox_pending").getNumberValue())
                .isEqualTo(1);
        assertThat(relay().getState()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY);
    }

    @Test
    void whatWaitsTooLongIsTold() {
        waiting("90 seconds");

        assertThat(relay().getState()).isEqualTo(HealthState.HEALTH_STATE_DEGRADED);
        assertThat(relay().getReason())
                .startsWith("the oldest of 1 waiting transactions waits since 9")
                .endsWith("(expected: at most 60 s)");
    }

    @Test
    void aWalletRunningLowIsTold() {
        balance = Mono.just(new BigDecimal("0.0500"));

        assertThat(relay().getReason()).isEqualTo("the wallet holds 0.05 ether (expected: at least 0.1)");
    }

    @Test
    void aNodeThatDoesNotAnswerIsToldAndForgottenWhenItDoes() {
        balance = Mono.error(new ConnectException("refused"));
        assertThat(relay().getReason()).contains("ConnectException");

        balance = Mono.just(BigDecimal.TEN);
        assertThat(relay().getState()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY);
    }
}
