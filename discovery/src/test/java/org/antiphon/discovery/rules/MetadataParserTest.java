package org.antiphon.discovery.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataParserTest {
    @Test
    void aWrapperIsTakenOff() {
        assertThat(MetadataParser.parse("{\"cid\":\"c\",\"data\":{\"a\":1}}"))
                .isInstanceOfSatisfying(Metadata.Fields.class, fields -> {
                    assertThat(fields.data()).hasToString("{\"a\":1}");
                    assertThat(fields.cid()).isEqualTo("c");
                });
        assertThat(MetadataParser.parse("{\"a\":1}"))
                .isInstanceOfSatisfying(
                        Metadata.Fields.class,
                        fields -> assertThat(fields.cid()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void blankIsAbsent(String text) {
        assertThat(MetadataParser.parse(text)).isInstanceOf(Metadata.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"text\"",
                "{\"a\":NaN}",
                "{\"a\":1}{",
                "{\"a\":\"\\u0000\"}",
                "{\"\\u0000\":1}",
                "{\"a\":[{\"b\":\"\\udc00\"}]}",
                "{\"a\":1e999}",
                "\u0000",
                "{\"a\":'b'}"
            })
    void whatCannotBeReadOrStoredIsMalformed(String text) {
        assertThat(MetadataParser.parse(text)).isInstanceOf(Metadata.Malformed.class);
    }

    @Test
    void sizeDepthAndNumbersAreBounded() {
        assertThat(MetadataParser.parse("{\"a\":\"%s\"}".formatted("x".repeat(1 << 20))))
                .isInstanceOf(Metadata.Malformed.class);
        assertThat(MetadataParser.parse("{\"a\":" + "[".repeat(100_000))).isInstanceOf(Metadata.Malformed.class);
        assertThat(MetadataParser.parse("{\"a\":" + "9".repeat(10_000) + "}")).isInstanceOf(Metadata.Malformed.class);
        assertThat(MetadataParser.parse("{\"" + "k".repeat(50_000) + "\":1}")).isInstanceOf(Metadata.Malformed.class);
        assertThat(MetadataParser.parse("{\"a\":\"%s\"}".formatted("x".repeat(400_000))))
                .isInstanceOf(Metadata.Fields.class);
    }
}
