package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
    @Test
    void givesBackThePlaceInItsOwnQuery() {
        assertThat(PageToken.decode(PageToken.encode("[\"0xé\", 47]", "trending week"), "trending week"))
                .isEqualTo("[\"0xé\", 47]");
    }

    @Test
    void isRefusedByAnotherQuery() {
        var token = PageToken.encode("10", "search drum");
        assertThatThrownBy(() -> PageToken.decode(token, "search bass")).hasMessageContaining(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "AQAAAAAAAAAKAAAAAA", "not base64!", "AQ=="})
    void isRefusedWhenForged(String token) {
        assertThatThrownBy(() -> PageToken.decode(token, "q")).isInstanceOf(ApiException.class);
    }
}
