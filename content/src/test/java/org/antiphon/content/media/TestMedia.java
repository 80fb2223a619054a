package org.antiphon.content.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real media files made by the real ffmpeg. */
public final class TestMedia {
    public static final Path CACHE = Path.of("target", "tools");
    public static final MediaTools TOOLS = Ffmpeg.locate(CACHE);

    private TestMedia() {}

    /** A tone of so many seconds, encoded as the file's name and the options say. */
    public static Path tone(Path folder, String name, double seconds, String... options) {
        return make(folder, name, "sine=frequency=440:sample_rate=44100:duration=" + seconds, options);
    }

    /** Noise in two channels, which compresses badly. */
    public static Path noise(Path folder, String name, double seconds, String... options) {
        var stereo = new ArrayList<>(List.of("-ac", "2"));
        stereo.addAll(List.of(options));
        return make(
                folder, name, "anoisesrc=sample_rate=44100:seed=1:duration=" + seconds, stereo.toArray(String[]::new));
    }

    public static Path picture(Path folder, String name, int width, int height) {
        return make(folder, name, "testsrc2=size=%dx%d:rate=1".formatted(width, height), "-frames:v", "1");
    }

    /** The first part of a file, as a broken transfer leaves it. */
    public static Path cut(Path file, double share) throws IOException {
        var bytes = Files.readAllBytes(file);
        var target = file.resolveSibling("cut-" + file.getFileName());
        return Files.write(target, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    /** What ffprobe prints for one entry, e.g. {@code format=duration}. */
    public static String probe(Path file, String entry) {
        return run(
                        TOOLS.ffprobe().toString(),
                        "-v",
                        "error",
                        "-show_entries",
                        entry,
                        "-of",
                        "default=noprint_wrappers=1:nokey=1",
                        file.toString())
                .strip();
    }

    private static Path make(Path folder, String name, String source, String... options) {
        var file = folder.resolve(name);
        var command = new ArrayList<>(List.of(TOOLS.ffmpeg().toString(), "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of("-f", "lavfi", "-i", source));
        command.addAll(List.of(options));
        command.add(file.toString());
        run(command.toArray(String[]::new));
        return file;
    }

    private static String run(String... command) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(TOOLS.environment());
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
