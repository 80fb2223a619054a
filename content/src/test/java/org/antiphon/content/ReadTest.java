package org.antiphon.content;

import static org.antiphon.content.ContentNode.bytesOf;
import static org.antiphon.content.ContentNode.granted;
import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.antiphon.content.media.TestMedia;
import org.antiphon.proto.content.v1.BlobHeader;
import org.antiphon.proto.content.v1.ByteRange;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    private ContentNode node;
    private Upload song;
    private byte[] original;

    @BeforeAll
    void publish() {
        node = ContentNode.start(folder.resolve("node"), postgres.databaseConfig(), Map.of());
        var wav = TestMedia.noise(folder, "song.wav", 40);
        original = bytesOf(wav);
        song = node.process(
                ContentNode.header(UploadTemplate.UPLOAD_TEMPLATE_AUDIO, "song.wav").toBuilder()
                        .setPreviewStartSeconds(2.5)
                        .build(),
                original);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void headerComesFirstAndDescribesTheBlob() {
        var request = granted(song.getOrigFileCid()).toBuilder()
                .setRange(ByteRange.newBuilder().setFirst(1000).setLast(1999))
                .build();

        StepVerifier.create(node.read(request))
                .expectNext(ReadResponse.newBuilder()
                        .setHeader(BlobHeader.newBuilder()
                                .setCid(song.getOrigFileCid())
                                .setSize(original.length)
                                .setContentType("audio/wav")
                                .setFirst(1000)
                                .setLength(1000))
                        .build())
                .assertNext(part ->
                        assertThat(part.getData().toByteArray()).isEqualTo(Arrays.copyOfRange(original, 1000, 2000)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void firstByteAlone() {
        assertThat(range(ByteRange.newBuilder().setFirst(0).setLast(0))).isEqualTo(Arrays.copyOf(original, 1));
    }

    @Test
    void lastBytes() {
        assertThat(range(ByteRange.newBuilder().setSuffixLength(500)))
                .isEqualTo(Arrays.copyOfRange(original, original.length - 500, original.length));
    }

    @Test
    void endPastTheEndIsTheEnd() {
        assertThat(range(ByteRange.newBuilder().setFirst(original.length - 10L).setLast(Long.MAX_VALUE)))
                .isEqualTo(Arrays.copyOfRange(original, original.length - 10, original.length));
    }

    @Test
    void startPastTheEndIsInvalid() {
        var request = granted(song.getOrigFileCid()).toBuilder()
                .setRange(ByteRange.newBuilder().setFirst(original.length))
                .build();

        assertFails(node.read(request), "RANGE_INVALID");
    }

    @Test
    void wholeBlobArrivesInBoundedPieces() {
        var parts = await(node.read(granted(song.getOrigFileCid())).skip(1).collectList());

        assertThat(parts).allMatch(part -> part.getData().size() <= 256 * 1024);
        assertThat(parts.stream().mapToInt(part -> part.getData().size()).sum()).isEqualTo(original.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"original", "320"})
    void audioNeedsAGrant(String which) {
        var cid = which.equals("320") ? song.getResultsOrThrow("320") : song.getOrigFileCid();

        assertFails(node.read(ReadRequest.newBuilder().setCid(cid).build()), "STREAM_NOT_GRANTED");
        assertFails(
                node.read(ReadRequest.newBuilder()
                        .setCid(cid)
                        .setGrant(ContentNode.grant("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq"))
                        .build()),
                "STREAM_NOT_GRANTED");
    }

    @Test
    void previewIsOpenToAll() {
        var preview = song.getResultsOrThrow("320_preview|2.5");

        assertThat(node.readAll(ReadRequest.newBuilder().setCid(preview).build()))
                .hasSizeGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "../../../../etc/passwd", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"})
    void whatIsNoCidIsMalformed(String cid) {
        assertFails(node.read(ReadRequest.newBuilder().setCid(cid).build()), "CID_MALFORMED");
    }

    @Test
    void unknownCidIsNotFound() {
        assertFails(
                node.read(granted("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq")), "BLOB_NOT_FOUND");
    }

    @Test
    void flippedBitIsReportedBeforeAnythingIsSent() throws IOException {
        var other = node.process(UploadTemplate.UPLOAD_TEMPLATE_AUDIO, TestMedia.noise(folder, "other.wav", 3));
        var file = node.blobFiles().stream()
                .filter(path -> path.endsWith(other.getResultsOrThrow("320")))
                .findFirst()
                .orElseThrow();
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(5000);
            var value = bytes.read();
            bytes.seek(5000);
            bytes.write(value ^ 1);
        }

        assertFails(node.read(granted(other.getResultsOrThrow("320"))), "BLOB_CORRUPT");
        assertThat(node.host().metrics().counter("content.integrity.failures").count())
                .isEqualTo(1);
        assertFails(node.read(granted(other.getResultsOrThrow("320"))), "BLOB_CORRUPT");
    }

    @Test
    void slowListenerMakesTheNodeReadNoFurtherAhead() {
        var served = node.host().metrics().counter("content.bytes.served");
        var before = served.count();

        StepVerifier.create(node.readSlowly(granted(song.getOrigFileCid())), 2)
                .expectNextCount(2)
                .then(() -> Awaitility.await().during(Duration.ofMillis(500)).until(() -> true))
                .then(() -> assertThat(served.count() - before).isLessThan(original.length * 0.6))
                .thenCancel()
                .verify(PATIENCE);
    }

    private byte[] range(ByteRange.Builder range) {
        return node.readAll(
                granted(song.getOrigFileCid()).toBuilder().setRange(range).build());
    }

    private static void assertFails(Flux<ReadResponse> call, String reason) {
        StepVerifier.create(call)
                .expectErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo(reason))
                .verify(PATIENCE);
    }
}
