package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ThreadLocalRandom;
import org.antiphon.proto.common.v1.ErrorReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashIdTest {
    @ParameterizedTest
    @CsvSource({"0,GeYrn", "1,7eP5n", "2,ML51L", "100,eYZmn", "1001,eP20L", "123456789,PapJEk", "2147483647,b6ExxZy"})
    void agreesWithTheIdsThatClientsCompute(long id, String text) {
        assertThat(HashId.encode(id)).isEqualTo(text);
        assertThat(HashId.decode(text)).isEqualTo(id);
    }

    @Test
    void everyIdSurvivesTheWayOutAndBack() {
        ThreadLocalRandom.current()
                .longs(1000, 0, 1L << 53)
                .forEach(id -> assertThat(HashId.decode(HashId.encode(id))).isEqualTo(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!!",
                "7eP5",
                "zzzzzzzz",
                "7eP5n ",
                "../etc",
                "zzzzzzzzzzzzzzzzzzzz",
                "ZZZZZZZZZZZZZZZ",
                "7eP5n7eP5n7eP5n7eP5n7eP5n7eP5n7eP5n7eP5n",
                "é"
            })
    void refusesWhatIsNoHashid(String text) {
        assertThatThrownBy(() -> HashId.decode(text))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        error -> assertThat(error.reason()).isEqualTo(ErrorReason.ERROR_REASON_HASHID_MALFORMED));
    }
}
