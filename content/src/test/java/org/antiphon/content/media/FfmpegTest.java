package org.antiphon.content.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegTest {
    @TempDir
    Path cache;

    @Test
    void severalNodesMayUnpackTheBundledToolsAtOnce() throws IOException {
        var first = CompletableFuture.supplyAsync(() -> Ffmpeg.locate(Optional.empty(), cache));
        var second = CompletableFuture.supplyAsync(() -> Ffmpeg.locate(Optional.empty(), cache));

        assertThat(first.join()).isEqualTo(second.join());
        assertThat(first.join().ffmpeg()).isExecutable();
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void bundledToolsRunInAnyEnvironment() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(TestMedia.TOOLS.ffmpeg().toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(cache.resolve("version.txt").toFile());
        builder.environment().clear();

        assertThat(builder.start().waitFor()).isZero();
        assertThat(Files.readString(cache.resolve("version.txt"))).contains("ffmpeg version");
    }

    @Test
    void configuredToolThatIsMissingIsNamed() {
        var nowhere = cache.resolve("ffmpeg");

        assertThatThrownBy(() -> Ffmpeg.locate(Optional.of(nowhere), cache))
                .hasMessage(nowhere + " (expected: an executable file)");
    }

    @Test
    void configuredToolsAreUsedAsTheyAre() {
        assertThat(Ffmpeg.locate(Optional.of(TestMedia.TOOLS.ffmpeg()), cache).ffprobe())
                .isEqualTo(TestMedia.TOOLS.ffprobe());
    }
}
