package org.antiphon.identity;

import static org.antiphon.identity.Errors.assertFails;
import static org.antiphon.identity.IdentityFixture.request;
import static org.antiphon.identity.relay.Requests.call;
import static org.antiphon.identity.relay.Requests.key;
import static org.antiphon.identity.relay.Requests.nonce;
import static org.antiphon.identity.relay.Requests.save;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.grpc.netty.NettyChannelBuilder;
import java.util.HashMap;
import java.util.Map;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.proto.identity.v1.AuthenticationServiceGrpc;
import org.antiphon.proto.identity.v1.Play;
import org.antiphon.proto.identity.v1.PlayServiceGrpc;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.antiphon.proto.identity.v1.RelayServiceGrpc;
import org.antiphon.proto.identity.v1.StoreAuthenticationRequest;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChainAwayTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String CONTRACT = "0x254dffcd3277c0b1660f6d42efbb754edababc2b";

    private static IdentityConfig config(Map<String, String> changes) {
        var database = postgres.databaseConfig();
        var keys = new HashMap<>(Map.of(
                "rpc-urls",
                "http://127.0.0.1:1",
                "entity-manager",
                CONTRACT,
                "play-ledger",
                CONTRACT,
                "relay-key",
                "1".repeat(64),
                "lookup-secret",
                IdentityFixture.LOOKUP_SECRET,
                "database.url",
                database.url(),
                "database.username",
                database.username()));
        keys.putAll(changes);
        var prefixed = new HashMap<String, String>();
        keys.forEach((key, value) -> prefixed.put("antiphon.identity." + key, value));
        return Settings.of(prefixed).bind(IdentityConfig.class);
    }

    @Test
    void withoutTheChainAccountsAndPlaysAreKeptAndTheRelaySaysSo() {
        try (var host = IdentityService.start(config(Map.of()))) {
            var channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                    .usePlaintext()
                    .build();
            var calldata = call(save(1, nonce()), key(1), new Eip712Domain(1337, CONTRACT));

            assertFails(
                    ERROR_REASON_SERVICE_UNAVAILABLE,
                    () -> RelayServiceGrpc.newBlockingStub(channel).relay(request(calldata)));
            assertThat(AuthenticationServiceGrpc.newBlockingStub(channel)
                            .storeAuthentication(StoreAuthenticationRequest.newBuilder()
                                    .setIv("0f".repeat(16))
                                    .setCipherText("5a".repeat(32))
                                    .setLookupKey("ab".repeat(32))
                                    .build()))
                    .isNotNull();
            assertThat(PlayServiceGrpc.newBlockingStub(channel)
                            .recordPlays(RecordPlaysRequest.newBuilder()
                                    .addPlays(Play.newBuilder()
                                            .setTrackId(1)
                                            .setPlayedAt(Timestamp.newBuilder().setSeconds(1_700_000_000)))
                                    .build()))
                    .isNotNull();
            channel.shutdownNow();
        }
    }

    @Test
    void aMalformedRelayKeyIsRefusedWithoutBeingShown() {
        var bad = config(Map.of("relay-key", "0xhunter2"));

        assertThatThrownBy(() -> IdentityService.start(bad))
                .hasMessage("antiphon.identity.relay-key: malformed (expected: 32 bytes in hexadecimal)");
    }

    @Test
    void aMissingKeyOfTheConfigurationIsNamed() {
        assertThatThrownBy(() -> Settings.of(Map.of("antiphon.identity.listen.grpc-port", "0"))
                        .bind(IdentityConfig.class))
                .hasMessageContaining("antiphon.identity.relay-key")
                .hasMessageContaining("antiphon.identity.lookup-secret")
                .hasMessageContaining("antiphon.identity.rpc-urls");
    }

    @Test
    void everyLimitHasItsDocumentedDefault() {
        var relay = config(Map.of()).relay();
        var plays = config(Map.of()).plays();

        assertThat(relay.signerRate()).isEqualTo(10);
        assertThat(relay.signerBurst()).isEqualTo(100);
        assertThat(relay.maxInFlight()).isEqualTo(2_000);
        assertThat(relay.answerTimeout()).hasSeconds(25);
        assertThat(relay.stuckAfter()).hasSeconds(60);
        assertThat(relay.lowBalance()).isEqualByComparingTo("0.1");
        assertThat(relay.finality()).isEqualTo(64);
        assertThat(plays.maxQueued()).isEqualTo(100_000);
        assertThat(plays.batchDelay()).hasMillis(200);
        assertThat(plays.retryDelay()).hasSeconds(5);
    }
}
