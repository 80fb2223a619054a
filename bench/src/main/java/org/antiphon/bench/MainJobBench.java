package org.antiphon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.client.GatewayClient;
import org.antiphon.client.Publisher;
import org.antiphon.content.media.Ffmpeg;
import org.antiphon.content.media.MediaTools;
import org.antiphon.server.HashId;
import org.antiphon.standalone.Antiphon;
import org.antiphon.standalone.StandaloneOptions;
import org.antiphon.standalone.embedded.Secrets;
import reactor.core.publisher.Mono;

/**
 * The main job as a user sees it: how long until everything is ready, what it weighs, and how long a three-minute WAV
 * takes until it can be played, beside ffmpeg alone on the same file in the same run.
 */
public final class MainJobBench {
    private static final int SECONDS_OF_AUDIO = 180;
    private static final Eip712Domain DOMAIN = new Eip712Domain(1337, "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2B");

    private final PrintStream out;
    private final Path folder;
    private final MediaTools tools;

    private MainJobBench(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
        this.tools = Ffmpeg.locate(StandaloneOptions.of(folder, 0).cache());
    }

    public static void main(String[] arguments) throws Exception {
        new MainJobBench(System.out, Files.createTempDirectory("antiphon-bench")).run();
    }

    private void run() throws Exception {
        var data = folder.resolve("data");
        var empty = start(data, true);
        out.printf("ready with demo, empty data      %6.1f s%n", seconds(empty.took()));
        stop(empty);
        var again = start(data, true);
        out.printf("ready again, same data           %6.1f s%n", seconds(again.took()));
        try {
            publishLong(again, data);
            var tree = new ProcessTree(again.process().toHandle());
            out.printf("resident, all processes          %6d MiB%n", tree.residentMebibytes());
            out.printf("CPU since start, living          %6.1f s%n", seconds(tree.cpu()));
        } finally {
            stop(again);
        }
    }

    private void publishLong(Up up, Path data) throws Exception {
        var wav = folder.resolve("long.wav");
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=d=%d:c=pink:r=44100:a=0.4".formatted(SECONDS_OF_AUDIO),
                "-ac",
                "2",
                wav.toString());
        var alone = transcodeAlone(wav);
        publish(up.url(), warmUp(), data);
        var began = System.nanoTime();
        var id = publish(up.url(), wav, data);
        firstByte(up.url().resolve("/v1/tracks/" + HashId.encode(id) + "/stream"));
        var ours = Duration.ofNanos(System.nanoTime() - began);
        out.printf("3 min WAV, ffmpeg alone          %6.2f s%n", seconds(alone));
        out.printf(
                "3 min WAV, published, streamable %6.2f s  (ffmpeg + %.2f s, ratio %.2f)%n",
                seconds(ours), seconds(ours.minus(alone)), (double) ours.toNanos() / alone.toNanos());
    }

    /** A second of audio, so that the figures are those of a node that has taken in a file before. */
    private Path warmUp() throws Exception {
        var tone = folder.resolve("warm-up.wav");
        ffmpeg("-f", "lavfi", "-i", "sine=d=1", tone.toString());
        return tone;
    }

    private static long publish(URI url, Path wav, Path data) {
        try (var gateway = new GatewayClient(url, DOMAIN)) {
            var publisher = new Publisher(gateway);
            var wallet = GatewayClient.wallet(new Secrets(data.resolve("keys")).getOrCreate("bench"));
            var details = new Publisher.TrackDetails(
                    "Long noise", "Electronic", Optional.empty(), Optional.empty(), Optional.empty());
            var published = publisher
                    .artist(
                            "bench",
                            wallet,
                            () -> Mono.just(Publisher.metadata().put("name", "Bench")))
                    .flatMap(artist -> publisher.publish(artist, wav, details))
                    .block();
            if (published == null) {
                throw new IllegalStateException("nothing was published");
            }
            return published.trackId();
        }
    }

    private Duration transcodeAlone(Path wav) throws Exception {
        var began = System.nanoTime();
        ffmpeg(
                "-i",
                wav.toString(),
                "-b:a",
                "320k",
                "-ar",
                "48000",
                "-f",
                "mp3",
                "-c:a",
                "libmp3lame",
                "-vn",
                "-threads",
                "2",
                folder.resolve("alone.mp3").toString());
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void ffmpeg(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(tools.environment());
        var exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("ffmpeg ended with " + exit);
        }
    }

    private static void firstByte(URI track) throws IOException {
        var connection = (HttpURLConnection) track.toURL().openConnection();
        try (var body = connection.getInputStream()) {
            if (body.read() < 0) {
                throw new IllegalStateException("no audio at " + track);
            }
        }
    }

    private record Up(Process process, URI url, Duration took) {}

    private Up start(Path data, boolean demo) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Antiphon.class.getName(),
                "up",
                "--port",
                "0",
                "--data",
                data.toString()));
        if (demo) {
            command.add("--demo");
        }
        var began = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("antiphon is ready: ")) {
                var url = URI.create(line.split(" ", -1)[3]);
                return new Up(process, url, Duration.ofNanos(System.nanoTime() - began));
            }
        }
        throw new IllegalStateException("antiphon up ended before it was ready");
    }

    private static void stop(Up up) throws InterruptedException {
        up.process().destroy();
        up.process().waitFor();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
