package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentRulingTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "bafkreia,bafkreia",
                "BAFKREIA,bafkreia",
                " bafkreia\u0000,bafkreia",
                "\tBAFKREIA ,bafkreia",
                "QmTzQ1,QmTzQ1"
            })
    void aCidInAnotherSpellingIsTheSame(String written, String cid) {
        assertThat(ContentRuling.canonicalCid(written)).isEqualTo(cid);
    }
}
