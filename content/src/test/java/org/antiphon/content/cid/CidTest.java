package org.antiphon.content.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
    private static final String HELLO = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";

    @ParameterizedTest
    @CsvSource({
        "'', bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
        "hello, bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq",
        "'hello world\n', bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4"
    })
    void shortTextHasTheCidThatIpfsGivesIt(String text, String cid) {
        var digest = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));

        assertThat(Cid.of(Codec.RAW, digest)).hasToString(cid);
    }

    @ParameterizedTest
    @ValueSource(strings = {HELLO, "bafybeib4etmtbtdiqlrauctbxozjijxepf74er4yms6q7cgljc5gu23au4"})
    void whatIsPrintedParsesToTheSameCid(String text) {
        assertThat(Cid.parse(text)).hasToString(text).isEqualTo(Cid.parse(text));
    }

    @Test
    void theCodecIsPartOfTheName() {
        var raw = Cid.parse(HELLO);

        assertThat(Cid.of(Codec.DAG_PB, raw.digest())).isNotEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b",
                "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
                "BAFKREIBM6JG3UX5QUMHCN2B3FLC3TYU6DMLB4XA7U5BF44YEGNRJHC4YEQ",
                "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yer",
                "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4ye",
                "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeqa",
                "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4y1q",
                "bagaaierasords4njcts6vs7qvdjfcvgnume4hqohf65zsfguprqphs3icwea",
                "../../etc/passwd",
                "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq/../x"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Cid.parse(text))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        error -> assertThat(error.reason()).isEqualTo(ErrorReason.ERROR_REASON_CID_MALFORMED))
                .hasMessageContaining("expected: CIDv1");
    }
}
