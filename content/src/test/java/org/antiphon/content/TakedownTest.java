package org.antiphon.content;

import static org.antiphon.content.ContentNode.granted;
import static org.antiphon.content.Waiting.await;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_AUDIO;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.Court;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.TestChain;
import org.antiphon.chain.Wallets;
import org.antiphon.content.media.TestMedia;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.proto.content.v1.ByteRange;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Real rulings on a real chain, and what the node gives out then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakedownTest {
    private static final String TAKEN_DOWN = "CONTENT_TAKEN_DOWN";
    private static final String SERVED = "served";
    /** The track that {@link ContentNode#grant} is for. */
    private static final long GRANTED_TRACK = 7;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    private final DatabaseConfig database = postgres.newDatabase();
    private TestChain chain;
    private ChainAddresses addresses;
    private Court court;
    private ContentNode node;
    private int songs;

    @BeforeAll
    void start() throws Exception {
        chain = TestChain.start(folder.resolve("chain"));
        addresses = chain.deployBothSides();
        court = Court.open(new Wallets(chain, addresses));
        node = startNode();
    }

    @AfterAll
    void stop() {
        node.close();
        chain.close();
    }

    @Test
    void allVersionsOfATrackAreRefusedUntilItIsReinstatedAlsoAcrossARestart() throws Exception {
        var song = song("song.wav");
        var other = song("other.wav");
        court.takeDown(1, song.getResultsOrThrow("320"));

        eventually(song.getResultsOrThrow("320"), TAKEN_DOWN);
        assertThat(read(song.getOrigFileCid())).isEqualTo(TAKEN_DOWN);
        assertThat(read(song.getResultsOrThrow("320_preview|0"))).isEqualTo(TAKEN_DOWN);
        assertThat(outcome(node.read(granted(song.getOrigFileCid()).toBuilder()
                        .setRange(ByteRange.newBuilder().setFirst(10).setLast(20))
                        .build())))
                .isEqualTo(TAKEN_DOWN);
        assertThat(read(other.getResultsOrThrow("320"))).isEqualTo(SERVED);

        node.close();
        node = startNode();
        assertThat(read(song.getResultsOrThrow("320"))).isEqualTo(TAKEN_DOWN);

        node.close();
        court.reinstate(1);
        node = startNode();
        eventually(song.getResultsOrThrow("320"), SERVED);
        assertThat(read(song.getOrigFileCid())).isEqualTo(SERVED);
        assertThat(read(song.getResultsOrThrow("320_preview|0"))).isEqualTo(SERVED);
    }

    @Test
    void takedownThatTheChainForgetsIsForgotten() throws Exception {
        var song = song("forgotten.wav").getResultsOrThrow("320");
        court.takeDown(2, song);
        eventually(song, TAKEN_DOWN);

        chain.reorg(1);
        chain.mine(1);

        eventually(song, SERVED);
    }

    @Test
    void reinstatementThatTheChainForgetsIsForgotten() throws Exception {
        var song = song("back.wav").getResultsOrThrow("320");
        court.takeDown(3, song);
        eventually(song, TAKEN_DOWN);
        court.reinstate(3);
        eventually(song, SERVED);

        chain.reorg(1);
        chain.mine(1);

        eventually(song, TAKEN_DOWN);
    }

    @Test
    void pictureIsRefusedInEverySize() throws Exception {
        var picture = node.process(UPLOAD_TEMPLATE_IMG_SQUARE, TestMedia.picture(folder, "cover.png", 700, 700));
        court.takeDown(4, picture.getOrigFileCid());

        eventually(picture.getOrigFileCid(), TAKEN_DOWN);
        for (var reference : new String[] {picture.getOrigFileCid(), picture.getId()}) {
            assertThat(outcome(node.readImage(reference, "150x150.jpg"))).isEqualTo(TAKEN_DOWN);
            assertThat(outcome(node.readImage(reference, "640x.jpg"))).isEqualTo(TAKEN_DOWN);
        }
        assertThat(read(picture.getResultsOrThrow("480x480.jpg"))).isEqualTo(TAKEN_DOWN);
    }

    @Test
    void grantForATrackThatIsDownIsRefusedWhateverCidItsCaseNames() throws Exception {
        var song = song("unnamed.wav").getResultsOrThrow("320");
        court.takeDown(GRANTED_TRACK, "");

        eventually(song, TAKEN_DOWN);

        court.reinstate(GRANTED_TRACK);
        eventually(song, SERVED);
    }

    @Test
    void healthTellsHowFarTheRulingsAreKnown() {
        Awaitility.await().untilAsserted(() -> {
            var health = node.health();
            assertThat(health.getDetails().getFieldsOrThrow("takedowns").getStringValue())
                    .isEqualTo("followed");
            assertThat(health.getDetails()
                            .getFieldsOrThrow("takedown_block_difference")
                            .getNumberValue())
                    .isZero();
            assertThat(health.getComponentsList())
                    .anyMatch(part ->
                            part.getName().equals("takedowns") && part.getState() == HealthState.HEALTH_STATE_HEALTHY);
        });
    }

    @Test
    void nodeOnTheWrongChainSaysSoAndServes() {
        var wrong = ContentNode.start(folder.resolve("wrong"), postgres.newDatabase(), settings(1));

        Awaitility.await()
                .untilAsserted(() -> assertThat(wrong.health().getComponentsList())
                        .anyMatch(part -> part.getName().equals("takedowns")
                                && part.getState() == HealthState.HEALTH_STATE_DEGRADED
                                && part.getReason().contains("chain id: 1337 (expected: 1)")));
        wrong.close();
    }

    @Test
    void nodeWithoutArbitrationServesEverythingAndSaysSo() {
        var alone = ContentNode.start(folder.resolve("alone"), postgres.newDatabase(), Map.of());

        assertThat(alone.health().getDetails().getFieldsOrThrow("takedowns").getStringValue())
                .isEqualTo("not followed, all is served");
        alone.close();
    }

    private ContentNode startNode() {
        return ContentNode.start(folder.resolve("node"), database, settings(DevChain.CHAIN_ID));
    }

    private Map<String, String> settings(long chainId) {
        var prefix = "antiphon.content.takedowns.";
        return Map.of(
                prefix + "rpc-urls", chain.chain().rpcUrl(),
                prefix + "chain-id", String.valueOf(chainId),
                prefix + "start-block", String.valueOf(addresses.block()),
                prefix + "arbitration", addresses.address(EthereumSide.ARBITRATION));
    }

    private Upload song(String name) {
        // of a length of its own, and so of other bytes than the rest
        var file = TestMedia.noise(folder, name, 1 + 0.1 * ++songs);
        var header = ContentNode.header(UPLOAD_TEMPLATE_AUDIO, name).toBuilder()
                .setPreviewStartSeconds(0)
                .build();
        return node.process(header, ContentNode.bytesOf(file));
    }

    private void eventually(String cid, String outcome) {
        Awaitility.await().untilAsserted(() -> assertThat(read(cid)).isEqualTo(outcome));
    }

    private String read(String cid) {
        return outcome(node.read(granted(cid)));
    }

    private static String outcome(Flux<?> answer) {
        return Objects.requireNonNull(await(answer.then(Mono.just(SERVED))
                .onErrorResume(StatusRuntimeException.class, refused -> Mono.just(ContentNode.reasonOf(refused)))));
    }
}
