package org.antiphon.content.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg that comes as a Maven dependency, so that a node works where none is installed. It is unpacked once into a
 * cache folder, which several nodes may share.
 */
final class BundledFfmpeg {
    private static final Logger log = LoggerFactory.getLogger(BundledFfmpeg.class);
    private static final String RESOURCES = "/org/bytedeco/ffmpeg/linux-x86_64/";
    private static final String COORDINATES = "/META-INF/maven/org.bytedeco/ffmpeg/pom.properties";
    private static final List<String> EXECUTABLES = List.of("ffmpeg", "ffprobe");
    private static final List<String> LIBRARIES = List.of(
            "libavcodec.so.61",
            "libavdevice.so.61",
            "libavfilter.so.10",
            "libavformat.so.61",
            "libavutil.so.59",
            "libswresample.so.5",
            "libswscale.so.8",
            "libdrm.so.2");

    /** The archive names these without the version that the loader asks for. */
    private static final Map<String, String> RENAMED =
            Map.of("libva.so", "libva.so.2", "libva-drm.so", "libva-drm.so.2");

    private static final Set<String> DISPENSABLE =
            Set.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");
    private static final Pattern MISSING = Pattern.compile("loading shared libraries: (\\S+): cannot open");
    private static final int CHECK_SECONDS = 20;

    private final Path folder;

    private BundledFfmpeg(Path folder) {
        this.folder = folder;
    }

    static boolean isAvailable() {
        return BundledFfmpeg.class.getResource(RESOURCES + "ffmpeg") != null
                && "Linux".equals(System.getProperty("os.name"))
                && "amd64".equals(System.getProperty("os.arch"));
    }

    /** Unpacks the tools unless they are there, and checks that they start. Blocks. */
    static MediaTools install(Path cache) {
        try {
            var bundle = new BundledFfmpeg(cache.toAbsolutePath().resolve("ffmpeg-" + version()));
            bundle.unpack(cache);
            return bundle.supplyMissingLibraries();
        } catch (IOException failure) {
            throw new UncheckedIOException("ffmpeg can't be unpacked to " + cache, failure);
        }
    }

    private static String version() throws IOException {
        var properties = new Properties();
        try (var in = BundledFfmpeg.class.getResourceAsStream(COORDINATES)) {
            properties.load(Objects.requireNonNull(in, COORDINATES));
        }
        return properties.getProperty("version", "unknown");
    }

    private void unpack(Path cache) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(cache);
        var fresh = Files.createTempDirectory(cache.toAbsolutePath(), "unpacking");
        for (var name : EXECUTABLES) {
            copyExecutable(name, fresh.resolve(name));
        }
        for (var name : LIBRARIES) {
            copy(name, fresh.resolve(name));
        }
        for (var entry : RENAMED.entrySet()) {
            copy(entry.getKey(), fresh.resolve(entry.getValue()));
        }
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherNodeWasFaster) {
            removeFolder(fresh);
        }
    }

    private static void copy(String name, Path target) throws IOException {
        try (var in = BundledFfmpeg.class.getResourceAsStream(RESOURCES + name)) {
            Files.copy(Objects.requireNonNull(in, name), target);
        }
    }

    private static void copyExecutable(String name, Path target) throws IOException {
        try (var in = BundledFfmpeg.class.getResourceAsStream(RESOURCES + name)) {
            var bytes = Objects.requireNonNull(in, name).readAllBytes();
            ElfExecutable.extendSearchPath(bytes);
            Files.write(target, bytes);
        }
        if (!target.toFile().setExecutable(true)) {
            throw new IOException(target + " can't be made executable");
        }
    }

    private MediaTools supplyMissingLibraries() throws IOException {
        var tools = new MediaTools(folder.resolve("ffmpeg"), folder.resolve("ffprobe"), Map.of("LC_ALL", "C"));
        for (int attempt = 0; attempt <= DISPENSABLE.size(); attempt++) {
            var complaint = start(tools);
            if (complaint.isEmpty()) {
                return tools;
            }
            var missing = MISSING.matcher(complaint);
            if (!missing.find() || !DISPENSABLE.contains(missing.group(1))) {
                throw new IOException("ffmpeg does not start: " + complaint);
            }
            writeStub(missing.group(1));
        }
        throw new IOException("ffmpeg does not start with stub libraries");
    }

    private void writeStub(String library) throws IOException {
        log.info("ffmpeg_library={} state=missing action=stub", library);
        var stub = Files.createTempFile(folder, "stub", ".tmp");
        Files.write(stub, StubLibrary.named(library));
        Files.move(stub, folder.resolve(library), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the tool complains of, or an empty text when it starts. */
    private static String start(MediaTools tools) throws IOException {
        var builder = new ProcessBuilder(tools.ffmpeg().toString(), "-hide_banner", "-version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(tools.environment());
        var process = builder.start();
        try (var errors = process.errorReader()) {
            var text = String.join(" ", errors.lines().limit(20).toList());
            if (!process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS)) {
                return "no answer within " + CHECK_SECONDS + " s";
            }
            return process.exitValue() == 0 ? "" : text + " (exit code " + process.exitValue() + ")";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
