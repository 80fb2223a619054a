package org.antiphon.content.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.antiphon.content.ContentNode;
import org.antiphon.content.cid.Cid;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.StreamGrant;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

class StreamGrantsTest {
    private static final String CID = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";
    private static final String OTHER = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final StreamGrants grants =
            new StreamGrants(List.of(ContentNode.DISCOVERY.getAddress()), InstantSource.fixed(NOW));

    @Test
    void freshGrantByATrustedSignerIsGoodAndNamesItsTrack() {
        var grant = ContentNode.grant(CID, NOW, ContentNode.DISCOVERY);

        assertThat(grants.check(Cid.parse(CID), grant.getData(), grant.getSignature()))
                .isEqualTo(7);
    }

    @Test
    void addressesAreComparedWithoutCase() {
        var upper = new StreamGrants(
                List.of(ContentNode.DISCOVERY.getAddress().toUpperCase(Locale.ROOT)), InstantSource.fixed(NOW));
        var grant = ContentNode.grant(CID, NOW, ContentNode.DISCOVERY);

        assertThatCode(() -> upper.check(Cid.parse(CID), grant.getData(), grant.getSignature()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT48H", "PT0S", "PT4M"})
    void grantIsGoodForTwoDays(Duration offset) {
        assertThatCode(() -> check(ContentNode.grant(CID, NOW.plus(offset), ContentNode.DISCOVERY)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT48H0.001S", "PT5M0.001S"})
    void grantOutOfItsTimeIsRefused(Duration offset) {
        assertRefused(ContentNode.grant(CID, NOW.plus(offset), ContentNode.DISCOVERY));
    }

    @Test
    void grantForAnotherCidIsRefused() {
        assertRefused(ContentNode.grant(OTHER, NOW, ContentNode.DISCOVERY));
    }

    @Test
    void strangersGrantIsRefused() {
        assertRefused(ContentNode.grant(CID, NOW, Credentials.create("2".repeat(64))));
    }

    @Test
    void nobodyIsTrustedByDefault() {
        var none = new StreamGrants(List.of(), InstantSource.fixed(NOW));
        var grant = ContentNode.grant(CID, NOW, ContentNode.DISCOVERY);

        assertThatThrownBy(() -> none.check(Cid.parse(CID), grant.getData(), grant.getSignature()))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void changedDataIsRefused() {
        var grant = ContentNode.grant(CID, NOW, ContentNode.DISCOVERY);

        assertRefused(grant.toBuilder()
                .setData(grant.getData().replace("\"trackId\":7", "\"trackId\":8"))
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x12", "nonsense"})
    void malformedSignatureIsRefused(String signature) {
        assertRefused(ContentNode.grant(CID, NOW, ContentNode.DISCOVERY).toBuilder()
                .setSignature(signature)
                .build());
    }

    @Test
    void signatureOfNobodyIsRefused() {
        assertRefused(ContentNode.grant(CID, NOW, ContentNode.DISCOVERY).toBuilder()
                .setSignature("0x" + "f".repeat(130))
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"cid\":1,\"timestamp\":\"now\"}", "\"text\""})
    void malformedDataIsRefused(String data) {
        assertRefused(ContentNode.grant(CID, NOW, ContentNode.DISCOVERY).toBuilder()
                .setData(data)
                .build());
    }

    @Test
    void whatIsMissingIsSaid() {
        var grant = ContentNode.grant(CID, NOW, ContentNode.DISCOVERY);

        assertThatThrownBy(() -> check(StreamGrant.getDefaultInstance())).hasMessageStartingWith("grant: missing (");
        assertThatThrownBy(() -> check(grant.toBuilder().clearSignature().build()))
                .hasMessageStartingWith("grant: its signature is missing (");
        assertThatThrownBy(() -> check(grant.toBuilder().setData("{}").build()))
                .hasMessageStartingWith("grant: it names no cid (");
    }

    private void check(StreamGrant grant) {
        grants.check(Cid.parse(CID), grant.getData(), grant.getSignature());
    }

    private void assertRefused(StreamGrant grant) {
        assertThatThrownBy(() -> check(grant))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        error -> assertThat(error.reason()).isEqualTo(ErrorReason.ERROR_REASON_STREAM_NOT_GRANTED))
                .hasMessageStartingWith("grant: ");
    }
}
