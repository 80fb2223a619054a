package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @ConfigMapping(prefix = "antiphon.sample")
    interface SampleConfig {
        ListenConfig listen();

        DatabaseConfig database();
    }

    private static final Map<String, String> LEAST =
            Map.of("antiphon.sample.database.url", "postgresql://h:1/d", "antiphon.sample.database.username", "u");

    @Test
    void whatIsNotGivenHasItsDefault() {
        var config = Settings.of(LEAST).bind(SampleConfig.class);
        assertThat(config.listen().host()).isEqualTo("127.0.0.1");
        assertThat(config.database().poolSize()).isEqualTo(10);
        assertThat(config.database().url()).isEqualTo("postgresql://h:1/d");
    }

    @ConfigMapping(prefix = "antiphon.node")
    interface NodeConfig {
        @WithDefault("${antiphon.addresses.ethereum.contracts.ServiceProviderFactory}")
        String serviceProviderFactory();
    }

    @Test
    void anAddressIsTakenFromTheBookUnlessItIsGiven(@TempDir Path folder) throws IOException {
        var book = Files.writeString(
                folder.resolve("addresses.json"),
                "{\"ethereum\": {\"chainId\": 1, \"contracts\": {\"ServiceProviderFactory\": \"0xabc\"}}}");
        var keys = new HashMap<>(Map.of("antiphon.addresses", book.toString()));

        assertThat(factory(keys)).isEqualTo("0xabc");
        keys.put("antiphon.node.service-provider-factory", "0xdef");
        assertThat(factory(keys)).isEqualTo("0xdef");
    }

    @Test
    void anAddressThatIsNowhereIsNamed() {
        assertThatThrownBy(() -> factory(Map.of())).hasMessageContaining("service-provider-factory");
        assertThatThrownBy(() -> factory(Map.of("antiphon.addresses", "/absent.json")))
                .hasMessageContaining("/absent.json: can't be read");
    }

    private static String factory(Map<String, String> keys) {
        return Settings.of(keys).bind(NodeConfig.class).serviceProviderFactory();
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThatThrownBy(() -> Settings.of(Map.of()).bind(SampleConfig.class))
                .hasMessageContaining("antiphon.sample.database.url");
    }

    @Test
    void anUnknownKeyIsNamed() {
        var settings = Settings.of(Map.of(
                "antiphon.sample.database.url", "x",
                "antiphon.sample.database.username", "u",
                "antiphon.sample.databse.password", "typo"));
        assertThatThrownBy(() -> settings.bind(SampleConfig.class)).hasMessageContaining("databse");
    }

    @Test
    void aBadValueIsNamed() {
        var settings = Settings.of(Map.of(
                "antiphon.sample.database.url", "x",
                "antiphon.sample.database.username", "u",
                "antiphon.sample.database.pool-size", "many"));
        assertThatThrownBy(() -> settings.bind(SampleConfig.class))
                .hasMessageContaining("pool-size")
                .hasMessageContaining("many");
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("c.yaml"), """
                antiphon:
                  sample:
                    listen: {grpc-port: 7001}
                    database: {url: "postgresql://db/x", username: app}
                """);
        var config = Settings.load(Optional.of(file)).bind(SampleConfig.class);
        assertThat(config.listen().grpcPort()).isEqualTo(7001);
        assertThat(config.database().username()).isEqualTo("app");
    }

    @ConfigMapping(prefix = "antiphon.kinds")
    interface Kinds {
        int number();

        Optional<Duration> pause();

        OptionalInt count();

        @WithDefault("false")
        boolean flag();

        Optional<Color> color();

        Map<String, Integer> ports();

        Optional<List<Long>> sizes();

        Inner inner();

        interface Inner {
            String name();

            double share();
        }

        enum Color {
            RED,
            DARK_BLUE
        }
    }

    @Test
    void eachFaultIsOneLineThatSaysWhatWasExpected() {
        var settings = Settings.of(Map.of(
                "antiphon.kinds.pause", "soon",
                "antiphon.kinds.count", "few",
                "antiphon.kinds.flag", "no",
                "antiphon.kinds.color", "green",
                "antiphon.kinds.ports.http", "eighty",
                "antiphon.kinds.sizes", "1,two",
                "antiphon.kinds.inner.share", "half",
                "antiphon.kinds.inner.nam", "typo"));

        assertThatThrownBy(() -> settings.bind(Kinds.class))
                .satisfies(failure -> assertThat(
                                String.valueOf(failure.getMessage()).split("\n", -1))
                        .containsExactlyInAnyOrder(
                                "configuration:",
                                "  antiphon.kinds.number: missing (expected: a whole number)",
                                "  antiphon.kinds.pause: \"soon\" (expected: a duration such as PT30S)",
                                "  antiphon.kinds.count: \"few\" (expected: a whole number)",
                                "  antiphon.kinds.color: \"green\" (expected: red or dark-blue)",
                                "  antiphon.kinds.ports.http: \"eighty\" (expected: a whole number)",
                                "  antiphon.kinds.sizes: \"1,two\" (expected: a list, separated by commas, each a whole number)",
                                "  antiphon.kinds.inner.name: missing (expected: a text)",
                                "  antiphon.kinds.inner.share: \"half\" (expected: a number)",
                                "  antiphon.kinds.inner.nam: unknown (expected: a key of antiphon.kinds)"));
    }

    @Test
    void aFileThatIsNoYamlIsNamedWithTheLine(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("c.yaml"), "antiphon:\n  sample: {listen: [\n");

        assertThatThrownBy(() -> Settings.load(Optional.of(file)).bind(SampleConfig.class))
                .hasMessageStartingWith("configuration: " + file + ": line 3: ")
                .message()
                .doesNotContain("Exception", "\n");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        var file = folder.resolve("none.yaml");

        assertThatThrownBy(() -> Settings.load(Optional.of(file)).bind(SampleConfig.class))
                .hasMessage("configuration: " + file + ": can't be read (expected: a YAML file)");
    }
}
