package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.antiphon.server.Settings;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static GatewayConfig config(Map<String, String> values) {
        return Settings.of(values).bind(GatewayConfig.class);
    }

    @Test
    void everyKeyHasItsDefault() {
        var config = config(Map.of("antiphon.gateway.upstreams.discovery", "d:1"));

        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.listen().host()).isEqualTo("127.0.0.1");
        assertThat(config.publicUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(config.upstreams()).isEqualTo(Map.of("discovery", "d:1"));
        assertThat(config.contentNodes()).isEmpty();
        assertThat(config.limits().maxBodySize()).isEqualTo(4L << 20);
        assertThat(config.limits().maxMessageSize()).isEqualTo(4 << 20);
        assertThat(config.limits().maxUploadSize()).isEqualTo(1L << 30);
        assertThat(config.limits().maxHeaderSize()).isEqualTo(16 << 10);
        assertThat(config.limits().maxConnections()).isEqualTo(10_000);
        assertThat(config.limits().maxStreamsPerConnection()).isEqualTo(100);
        assertThat(config.limits().concurrentCalls()).isEqualTo(512);
        assertThat(config.limits().concurrentStreams()).isEqualTo(2048);
        assertThat(config.limits().idleTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.limits().uploadIdleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.limits().downloadIdleTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.limits().drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.breaker().window()).isEqualTo(50);
        assertThat(config.breaker().minimumCalls()).isEqualTo(20);
        assertThat(config.breaker().failurePercent()).isEqualTo(50);
        assertThat(config.breaker().openFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.breaker().trialCalls()).isEqualTo(5);
    }

    @Test
    void anUnknownKeyIsAnError() {
        assertThatThrownBy(() -> config(Map.of("antiphon.gateway.prot", "1"))).hasMessageContaining("prot");
    }

    @Test
    void anAreaWithoutAnAddressStopsTheStart() {
        var config = config(Map.of(
                "antiphon.gateway.port", "0",
                "antiphon.gateway.upstreams.discovery", "127.0.0.1:1",
                "antiphon.gateway.upstreams.content", "127.0.0.1:1"));

        assertThatThrownBy(() -> GatewayService.start(config))
                .hasMessage("antiphon.gateway.upstreams.identity: missing (expected: host:port)");
    }
}
