package org.antiphon.content;

import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_AUDIO;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_IMG_BACKDROP;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.antiphon.content.media.TestMedia;
import org.antiphon.proto.content.v1.UploadStatus;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageUploadTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    private ContentNode node;

    @BeforeAll
    void start() {
        node = ContentNode.start(folder.resolve("node"), postgres.databaseConfig(), Map.of());
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void squarePictureHasItsSizesAtOnce() {
        var done = node.process(UPLOAD_TEMPLATE_IMG_SQUARE, TestMedia.picture(folder, "cover.png", 1200, 800));

        assertThat(done.getStatus()).isEqualTo(UploadStatus.UPLOAD_STATUS_DONE);
        assertThat(done.getResultsMap()).containsOnlyKeys("150x150.jpg", "480x480.jpg", "1000x1000.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "150x150.jpg, 150, 150",
        "480x480.jpg, 480, 480",
        "1000x1000.jpg, 1000, 1000",
        "640x.jpg, 640, 480",
        "2000x.jpg, 1600, 1200"
    })
    void everySizeIsFoundByCidAndByUpload(String variant, int width, int height) throws IOException {
        var done = node.process(UPLOAD_TEMPLATE_IMG_BACKDROP, TestMedia.picture(folder, "banner.png", 1600, 1200));

        var byCid = node.image(done.getOrigFileCid(), variant);
        var byUpload = node.image(done.getId(), variant);

        var file = Files.write(folder.resolve("got.jpg"), byCid);
        assertThat(TestMedia.probe(file, "stream=codec_name,width,height"))
                .isEqualTo("mjpeg\n%d\n%d".formatted(width, height));
        assertThat(byUpload).isEqualTo(byCid);
    }

    @Test
    void pictureNeedsNoGrantAndSaysWhatItIs() {
        var done = node.process(UPLOAD_TEMPLATE_IMG_SQUARE, TestMedia.picture(folder, "cover.jpg", 300, 300));

        var header = await(node.readImage(done.getOrigFileCid(), "150x150.jpg").next())
                .getHeader();

        assertThat(header.getContentType()).isEqualTo("image/jpeg");
        assertThat(header.getCid()).isEqualTo(done.getResultsOrThrow("150x150.jpg"));
        assertThat(header.getLength()).isEqualTo(header.getSize());
    }

    @Test
    void manyAskingForAMissingSizeMakeItOnce() {
        var done = node.process(UPLOAD_TEMPLATE_IMG_SQUARE, TestMedia.picture(folder, "many.png", 700, 700));

        var sizes = await(Flux.range(0, 20)
                .flatMap(i -> node.readImage(done.getOrigFileCid(), "640x.jpg").next(), 20)
                .map(part -> part.getHeader().getCid())
                .distinct()
                .collectList());

        assertThat(sizes).hasSize(1);
    }

    @Test
    void emptyPictureIsRefused() {
        StepVerifier.create(node.upload(ContentNode.header(UPLOAD_TEMPLATE_IMG_SQUARE, "cover.jpg"), new byte[0]))
                .expectErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo("FILE_EMPTY"))
                .verify(PATIENCE);
    }

    @Test
    void textIsNoPicture() throws IOException {
        var text = Files.writeString(folder.resolve("text.png"), "certainly not a picture");

        var failed = node.process(UPLOAD_TEMPLATE_IMG_BACKDROP, text);

        assertThat(failed.getError().getReason()).isEqualTo("NOT_IMAGE");
        assertFails(node.readImage(failed.getId(), "640x.jpg"), "BLOB_NOT_FOUND");
        assertFails(node.readImage(failed.getOrigFileCid(), "640x.jpg"), "BLOB_NOT_FOUND");
    }

    @Test
    void songHasNoPictureSizes() {
        var song = node.process(UPLOAD_TEMPLATE_AUDIO, TestMedia.tone(folder, "a.mp3", 1));

        assertFails(node.readImage(song.getOrigFileCid(), "640x.jpg"), "BLOB_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"77x77.jpg", "150x150.png", "../../x", "150X150.jpg"})
    void unknownSizeIsRefused(String variant) {
        assertFails(
                node.readImage("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq", variant),
                "IMAGE_VARIANT_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq, BLOB_NOT_FOUND",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV, BLOB_NOT_FOUND",
        "../../etc/passwd, CID_MALFORMED"
    })
    void unknownReferenceIsAClearError(String reference, String reason) {
        assertFails(node.readImage(reference, "150x150.jpg"), reason);
    }

    private static void assertFails(Flux<?> call, String reason) {
        StepVerifier.create(call)
                .expectErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo(reason))
                .verify(PATIENCE);
    }
}
