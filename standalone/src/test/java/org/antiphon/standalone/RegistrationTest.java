package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The nodes of the standalone are members like any others. */
class RegistrationTest {
    @RegisterExtension
    static final StandaloneExtension antiphon = new StandaloneExtension();

    @Test
    void healthTellsWhatEachNodeIsRegisteredAs() {
        await().untilAsserted(() -> {
            assertThat(service("discovery").at("/details/registration").asText())
                    .isEqualTo("discovery-node/1");
            assertThat(service("content").at("/details/registration").asText()).isEqualTo("content-node/1");
        });
        assertThat(service("content").path("state").asText()).isEqualTo("healthy");
        assertThat(service("content").at("/details/takedowns").asText()).isEqualTo("followed");
    }

    @Test
    void addressesOfAllContractsAreInTheBook() throws Exception {
        var book = Files.readString(antiphon.standalone().options().data().resolve("addresses.json"));

        assertThat(book)
                .contains("\"EntityManager\" : \"0x254dffcd3277c0b1660f6d42efbb754edababc2b\"")
                .contains("\"ServiceProviderFactory\"", "\"Arbitration\"", "\"Payments\"");
    }

    private static JsonNode service(String name) {
        for (var service : antiphon.edge().json("/health_check").path("services")) {
            if (service.path("name").asText().equals(name)) {
                return service;
            }
        }
        throw new AssertionError("no service " + name);
    }
}
