package org.antiphon.content.media;

import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageScalerTest {
    private static final long MAX_PIXELS = 4_000_000;

    @TempDir
    Path folder;

    private ProcessRunner runner;
    private ImageScaler scaler;

    @BeforeEach
    void start() {
        runner = new ProcessRunner(TestMedia.TOOLS.environment());
        scaler = new ImageScaler(TestMedia.TOOLS, runner, MAX_PIXELS);
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SQUARE_150, 150, 150",
        "SQUARE_480, 480, 480",
        "SQUARE_1000, 1000, 1000",
        "WIDTH_640, 640, 426",
        "WIDTH_2000, 900, 600"
    })
    void variantHasItsSize(ImageVariant variant, int width, int height) {
        var scaled = scale(TestMedia.picture(folder, "cover.png", 900, 600), variant);

        assertThat(TestMedia.probe(scaled, "stream=codec_name,width,height"))
                .isEqualTo("mjpeg\n%d\n%d".formatted(width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.png", "a.gif", "a.bmp", "a.tiff"})
    void everyUsualFormatIsTaken(String name) throws IOException {
        var stored = folder.resolve("without-an-extension");
        Files.move(TestMedia.picture(folder, name, 200, 300), stored);

        assertThat(scale(stored, ImageVariant.SQUARE_150)).isNotEmptyFile();
    }

    @Test
    void textIsNoImage() throws IOException {
        var text = Files.writeString(folder.resolve("cover.jpg"), "no picture");

        assertNotImage(text);
    }

    @Test
    void audioIsNoImage() {
        assertNotImage(TestMedia.tone(folder, "cover.wav", 1));
    }

    @Test
    void cutOffPngIsNoImage() throws IOException {
        assertNotImage(TestMedia.cut(TestMedia.picture(folder, "cover.png", 500, 500), 0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bomb.png", "bomb.jpg", "bomb.gif", "bomb.bmp", "bomb.tiff"})
    void pixelBombIsRefusedByItsSize(String name) throws IOException {
        var bomb = folder.resolve("without-an-extension");
        Files.move(TestMedia.picture(folder, name, 2100, 2000), bomb);

        assertNotImage(bomb);
        assertThatThrownBy(() -> await(scaler.probe(bomb)))
                .hasMessage("pixels: more than can be decoded here (expected: at most 4000000)");
    }

    @Test
    void vectorGraphicThatReadsFilesIsNoImage() throws IOException {
        var svg = Files.writeString(
                folder.resolve("cover.svg"),
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>");

        assertNotImage(svg);
    }

    private Path scale(Path picture, ImageVariant variant) {
        var target = folder.resolve("scaled.jpg");
        scaler.scale(await(scaler.probe(picture)), Map.of(variant, target)).block(PATIENCE);
        return target;
    }

    private void assertNotImage(Path file) {
        assertThatThrownBy(() -> scale(file, ImageVariant.SQUARE_150))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        error -> assertThat(error.reason()).isEqualTo(ErrorReason.ERROR_REASON_NOT_IMAGE));
    }
}
