package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.antiphon.proto.common.v1.ComponentHealth;
import org.antiphon.proto.common.v1.HealthState;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class RegistrationHealthTest {
    private record Config(
            List<String> rpcUrls, Optional<String> wsUrl, String serviceProviderFactory, String delegateOwnerWallet)
            implements RegistrationConfig {
        @Override
        public OptionalInt finality() {
            return OptionalInt.empty();
        }
    }

    private final HealthRegistry health = new HealthRegistry("sample", "dev");
    private final Sinks.Many<Optional<String>> names = Sinks.many().unicast().onBackpressureBuffer();

    @Test
    void nodeIsDegradedUntilItIsRegistered() throws Exception {
        var config = new Config(List.of("http://x"), Optional.empty(), "0xf", "0xabc");
        try (var following = RegistrationHealth.follow(health, "content-node", config, names.asFlux())) {
            assertThat(following).isNotNull();
            assertRegistration("none", HealthState.HEALTH_STATE_DEGRADED, "the registrations have not been read yet");

            names.tryEmitNext(Optional.empty());
            assertRegistration(
                    "none",
                    HealthState.HEALTH_STATE_DEGRADED,
                    "no content-node is registered with the delegate wallet 0xabc");

            names.tryEmitNext(Optional.of("content-node/3"));
            assertRegistration("content-node/3", HealthState.HEALTH_STATE_HEALTHY, "");
        }
        assertThat(names.currentSubscriberCount()).isZero();
    }

    private void assertRegistration(String name, HealthState state, String reason) {
        var snapshot = health.snapshot();
        assertThat(snapshot.getDetails().getFieldsOrThrow("registration").getStringValue())
                .isEqualTo(name);
        assertThat(snapshot.getComponentsList())
                .containsExactly(ComponentHealth.newBuilder()
                        .setName("registration")
                        .setState(state)
                        .setReason(reason)
                        .build());
    }
}
