package org.antiphon.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.ManageEntityRequest;
import org.antiphon.chain.Play;
import org.antiphon.chain.RecordPlaysRequest;
import org.antiphon.chain.TestChain;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RealChainTest {
    private static final long ARTIST = 3_000_001;
    private static final long TRACK = 2_000_001;
    private static final int RELAY = 3;
    private static final int ARTIST_ACCOUNT = 5;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    private Path directory;

    private int nonce;

    @Test
    void whatIsSignedOnTheChainIsIndexedAndWhatTheChainForgetsIsTakenBack() {
        try (var chain = TestChain.start(directory);
                var index = new TestIndex(postgres.databaseConfig())) {
            var addresses = chain.deploy();
            try (var indexer = start(chain, addresses, postgres.databaseConfig())) {
                act(chain, addresses, "User", ARTIST, "Create", "{\"handle\":\"artist\",\"name\":\"Artist\"}");
                act(chain, addresses, "Track", TRACK, "Create", "{\"title\":\"Real\",\"genre\":\"Rock\"}");
                play(chain, addresses);
                eventually(
                        index,
                        "SELECT title || ' ' || play_count FROM tracks JOIN track_counts USING (track_id)",
                        "Real 1");

                chain.reorg(1);
                chain.mine(1);
                eventually(
                        index,
                        "SELECT title || ' ' || coalesce(play_count, 0) FROM tracks LEFT JOIN track_counts USING (track_id)",
                        "Real 0");
                assertThat(index.texts("SELECT reason FROM action_outcomes WHERE NOT accepted"))
                        .isEmpty();
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(indexer.health().state()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY));
            }
        }
    }

    private static ServiceHost start(TestChain chain, ChainAddresses addresses, DatabaseConfig database) {
        return IndexerService.start(Settings.of(Map.of(
                        "antiphon.indexer.database.url", database.url(),
                        "antiphon.indexer.database.username", database.username(),
                        "antiphon.indexer.database.password",
                                database.password().orElse(""),
                        "antiphon.indexer.rpc-urls", chain.chain().rpcUrl(),
                        "antiphon.indexer.ws-url", chain.chain().wsUrl(),
                        "antiphon.indexer.chain-id", Long.toString(addresses.chainId()),
                        "antiphon.indexer.entity-manager",
                                addresses
                                        .entityManager()
                                        .toUpperCase(Locale.ROOT)
                                        .replace("0X", "0x"),
                        "antiphon.indexer.play-ledger", addresses.playLedger()))
                .bind(IndexerConfig.class));
    }

    private void act(TestChain chain, ChainAddresses addresses, String type, long id, String action, String metadata) {
        nonce++;
        var request = ManageEntityRequest.of(ARTIST, type, id, action, metadata, "0x%064x".formatted(nonce));
        var signature = request.sign(chain.account(ARTIST_ACCOUNT), addresses.domain());
        chain.send(RELAY, addresses.entityManager(), request.encodeCall(signature));
    }

    private static void play(TestChain chain, ChainAddresses addresses) {
        var plays = List.of(new Play(0, TRACK, Instant.now().getEpochSecond()));
        chain.send(RELAY, addresses.playLedger(), new RecordPlaysRequest("0x" + "07".repeat(32), plays).encodeCall());
    }

    private static void eventually(TestIndex index, String sql, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(index.texts(sql)).containsExactly(expected));
    }
}
