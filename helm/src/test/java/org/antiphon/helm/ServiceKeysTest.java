package org.antiphon.helm;

import static org.antiphon.helm.Rendered.elements;
import static org.antiphon.helm.Rendered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antiphon.content.ContentConfig;
import org.antiphon.discovery.DiscoveryConfig;
import org.antiphon.discovery.IndexerConfig;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.identity.IdentityConfig;
import org.antiphon.server.ListenConfig;
import org.antiphon.server.RegistrationConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart mounts and sets is what the services read: a key they don't know would only be seen in a crash loop. */
class ServiceKeysTest {
    private static final int FILE_ORDINAL = 200;
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final String SECRET = "ab".repeat(32);

    static Stream<String> scenarios() throws IOException {
        return ChartTest.scenarios();
    }

    private static <T> T bind(Rendered chart, String component, Class<T> type) {
        var file = text(chart.theOne("ConfigMap", "music-antiphon-" + component), "/data/antiphon.yaml");
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withSources(
                        new YamlConfigSource("mounted", file, FILE_ORDINAL),
                        new EnvConfigSource(environment(chart, component), ENVIRONMENT_ORDINAL))
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(type);
    }

    private static Map<String, String> environment(Rendered chart, String component) {
        return elements(chart.container(component), "/env")
                .filter(variable -> variable.has("valueFrom"))
                .collect(Collectors.toMap(variable -> text(variable, "/name"), variable -> SECRET));
    }

    private static void assertListens(ListenConfig listen, JsonNode container) {
        assertThat(listen.host()).isEqualTo("0.0.0.0");
        assertThat(elements(container, "/ports")
                        .map(port -> port.at("/containerPort").asInt()))
                .contains(listen.adminPort());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void identityReadsItsKeys(String scenario) {
        var chart = Chart.render(scenario);
        var config = bind(chart, "identity", IdentityConfig.class);

        assertListens(config.listen(), chart.container("identity"));
        assertThat(config.relayKey()).isEqualTo(SECRET);
        assertThat(config.lookupSecret()).isEqualTo(SECRET);
        assertThat(config.database().username()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void contentReadsItsKeys(String scenario) {
        var chart = Chart.render(scenario);
        var config = bind(chart, "content", ContentConfig.class);

        assertListens(config.listen(), chart.container("content"));
        assertThat(config.trustedSigners().orElseThrow()).hasSize(1);
        assertThat(elements(chart.container("content"), "/volumeMounts").map(mount -> text(mount, "/mountPath")))
                .contains(config.dataDir().toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void discoveryReadsItsKeys(String scenario) {
        var chart = Chart.render(scenario);
        var config = bind(chart, "discovery", DiscoveryConfig.class);

        assertListens(config.listen(), chart.container("discovery"));
        assertThat(config.signingKey()).isEqualTo(SECRET);
        assertThat(config.publicUrl()).hasHost("music.example.org");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theIndexerReadsItsKeysAndDiscoverysDatabase(String scenario) {
        var chart = Chart.render(scenario);
        var config = bind(chart, "indexer", IndexerConfig.class);

        assertListens(config.listen(), chart.container("indexer"));
        assertThat(config.rpcUrls()).containsExactly("http://rpc.chain.svc:8545");
        assertThat(config.database().url())
                .isEqualTo(bind(chart, "discovery", DiscoveryConfig.class)
                        .database()
                        .url());
    }

    @Test
    void nodesOfANetworkReadTheAddressBook() {
        var chart = Chart.render("network");
        var indexer = bind(chart, "indexer", IndexerConfig.class);
        var content = bind(chart, "content", ContentConfig.class);

        assertThat(indexer.chainId()).isEqualTo(1056801);
        assertThat(indexer.startBlock()).hasValue(40);
        assertThat(indexer.entityManager()).isEqualTo(address(0xd0));
        var ethereum = indexer.ethereum().orElseThrow();
        assertThat(ethereum.chainId()).isEqualTo(1);
        assertThat(ethereum.startBlock()).hasValue(21_000_000);
        assertThat(ethereum.finality()).hasValue(64);
        assertThat(ethereum.contracts().serviceProviderFactory()).isEqualTo(address(0xe5));
        assertThat(ethereum.contracts().arbitration()).contains(address(0xea));
        assertThat(ethereum.initial().decreaseStakeLockup()).isEqualTo(300);
        assertThat(bind(chart, "identity", IdentityConfig.class).playLedger()).isEqualTo(address(0xd1));
        var takedowns = content.takedowns().orElseThrow();
        assertThat(takedowns.rpcUrls()).containsExactly("http://ethereum.chain.svc:8545");
        assertThat(takedowns.chainId()).isEqualTo(1);
        assertThat(takedowns.arbitration()).isEqualTo(address(0xea));
        assertRegistration(content.registration(), "0xFFcf8FDEE72ac11b5c542428B35EEF5769C409f0");
        assertRegistration(
                bind(chart, "discovery", DiscoveryConfig.class).registration(),
                "0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1");
    }

    @Test
    void withoutTheTokensChainItsGroupsAreLeftOut() {
        var chart = Chart.render("default");

        assertThat(bind(chart, "indexer", IndexerConfig.class).ethereum()).isEmpty();
        assertThat(bind(chart, "content", ContentConfig.class).takedowns()).isEmpty();
        assertThat(bind(chart, "content", ContentConfig.class).registration()).isEmpty();
        assertThat(bind(chart, "discovery", DiscoveryConfig.class).registration())
                .isEmpty();
    }

    @Test
    void theTokensChainNeedsTheAddressBook() {
        assertThatThrownBy(
                        () -> Chart.render("default", Map.of("ethereum.rpcUrls[0]", "http://ethereum.chain.svc:8545")))
                .hasMessageContaining("addresses.ethereum.contracts.Staking: empty (expected: the address book");
        var wallet = Map.of("content.registration.delegateOwnerWallet", address(1));
        assertThatThrownBy(() -> Chart.render("default", wallet))
                .hasMessageContaining("content.registration.delegateOwnerWallet: set (expected: ethereum.rpcUrl");
    }

    private static void assertRegistration(Optional<RegistrationConfig> registration, String wallet) {
        assertThat(registration).hasValueSatisfying(found -> {
            assertThat(found.rpcUrls()).containsExactly("http://ethereum.chain.svc:8545");
            assertThat(found.wsUrl()).contains("ws://ethereum.chain.svc:8546");
            assertThat(found.serviceProviderFactory()).isEqualTo(address(0xe5));
            assertThat(found.delegateOwnerWallet()).isEqualTo(wallet);
        });
    }

    private static String address(int number) {
        return "0x%040x".formatted(number);
    }

    @Test
    void theGatewayReadsItsKeysAndFindsEveryService() {
        var chart = Chart.render("default");
        var config = bind(chart, "gateway", GatewayConfig.class);

        assertListens(config.listen(), chart.container("gateway"));
        assertThat(config.publicUrl()).isEqualTo("https://music.example.org");
        assertThat(config.upstreams()).hasSize(4).allSatisfy((name, target) -> {
            assertThat(chart.has("Service", "music-antiphon-" + name)).isTrue();
            assertThat(target).isEqualTo("dns:///music-antiphon-" + name + ".radio.svc:9000");
        });
    }

    @Test
    void aKeyThatAServiceDoesNotKnowWouldBeSeenHere() {
        var chart = Chart.render("default", Map.of("identity.config.no-such-key", "1"));

        assertThatThrownBy(() -> bind(chart, "identity", IdentityConfig.class))
                .hasMessageContaining("antiphon.identity.no-such-key");
    }
}
