package org.antiphon.content.media;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds ffmpeg: the configured one, else the bundled one, else the one on the PATH. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /** The tools without any configuration. Blocks. */
    public static MediaTools locate(Path cache) {
        return locate(Optional.empty(), cache);
    }

    /**
     * Finds the tools and unpacks them if need be. Blocks.
     *
     * @param configured the ffmpeg executable to use; its ffprobe must lie beside it
     * @throws IllegalStateException naming what to install when there is none
     */
    public static MediaTools locate(Optional<Path> configured, Path cache) {
        if (configured.isPresent()) {
            return beside(configured.get());
        }
        if (BundledFfmpeg.isAvailable()) {
            return BundledFfmpeg.install(cache);
        }
        return onPath().map(Ffmpeg::beside)
                .orElseThrow(() -> new IllegalStateException("ffmpeg: none is bundled for %s/%s and none is on the PATH"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))));
    }

    private static MediaTools beside(Path ffmpeg) {
        var ffprobe = ffmpeg.resolveSibling("ffprobe");
        for (var tool : new Path[] {ffmpeg, ffprobe}) {
            if (!Files.isExecutable(tool)) {
                throw new IllegalStateException("%s (expected: an executable file)".formatted(tool));
            }
        }
        return new MediaTools(ffmpeg.toAbsolutePath(), ffprobe.toAbsolutePath(), Map.of("LC_ALL", "C"));
    }

    private static Optional<Path> onPath() {
        var folders = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(folders.split(Pattern.quote(File.pathSeparator), -1))
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
