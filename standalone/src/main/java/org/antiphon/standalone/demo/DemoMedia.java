package org.antiphon.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.antiphon.content.media.MediaTools;
import org.antiphon.content.media.ProcessResult;
import org.antiphon.content.media.ProcessRunner;
import org.antiphon.standalone.demo.DemoCatalog.DemoTrack;
import reactor.core.publisher.Mono;

/**
 * Makes the demo's sounds and pictures with ffmpeg, so that nothing has to be downloaded and nobody's rights matter. Each
 * file is made once.
 */
final class DemoMedia {
    /** Far above twice the highest note. */
    private static final int SAMPLE_RATE = 24_000;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Mono<MediaTools> tools;
    private final Path folder;
    private final Map<Path, Mono<Path>> files = new ConcurrentHashMap<>();

    /** Media kept in a folder, which need not exist yet. */
    DemoMedia(Mono<MediaTools> tools, Path folder) {
        this.tools = tools.cache();
        this.folder = folder;
    }

    /** A tune as a stereo FLAC file. */
    Mono<Path> tune(DemoTrack track) {
        var file = folder.resolve(track.title().toLowerCase(Locale.ROOT).replace(' ', '-') + ".flac");
        var source = "aevalsrc=exprs='%s':s=%d:d=%d".formatted(expression(track), SAMPLE_RATE, track.seconds());
        var fades =
                "afade=t=in:d=0.5,afade=t=out:st=%d:d=2,aformat=channel_layouts=stereo,aecho=0.8:0.7:180|310:0.35|0.2"
                        .formatted(track.seconds() - 2);
        return made(file, List.of("-f", "lavfi", "-i", source, "-af", fades));
    }

    /** A picture of two colours, {@code 0xrrggbb:0xrrggbb}. */
    Mono<Path> picture(String name, String colours, int width, int height) {
        var file = folder.resolve("%s-%dx%d.png".formatted(name, width, height));
        var pair = colours.split(":", 2);
        var source = "gradients=s=%dx%d:c0=%s:c1=%s:n=2:seed=%d:d=1"
                .formatted(width, height, pair[0], pair[1], Math.abs(name.hashCode() % 1000));
        return made(file, List.of("-f", "lavfi", "-i", source, "-frames:v", "1"));
    }

    /** Plucked notes over a soft bass: register 0 holds the number of the note, register 1 its pitch. */
    private static String expression(DemoTrack track) {
        var scale = track.scale();
        var pitch = new StringBuilder(String.valueOf(scale.getLast()));
        for (int i = scale.size() - 2; i >= 0; i--) {
            pitch.insert(0, "if(eq(ld(0),%d),%d,".formatted(i, scale.get(i))).append(')');
        }
        var span = 2 * scale.size() - 2;
        return String.format(
                Locale.ROOT,
                "st(0,mod(floor(t*%1$f),%2$d));st(0,if(lt(ld(0),%3$d),ld(0),%2$d-ld(0)));st(1,%4$f*pow(2,(%5$s)/12));"
                        + "0.32*exp(-3*mod(t*%1$f,1))*(sin(2*PI*ld(1)*t)+0.4*sin(4*PI*ld(1)*t))+0.12*sin(PI*%4$f*t)",
                track.notes(),
                span,
                scale.size(),
                track.root(),
                pitch);
    }

    private Mono<Path> made(Path file, List<String> arguments) {
        return files.computeIfAbsent(
                file,
                wanted -> Mono.defer(() -> Files.exists(wanted) ? Mono.just(wanted) : make(wanted, arguments))
                        .cache());
    }

    private Mono<Path> make(Path file, List<String> arguments) {
        return tools.flatMap(kit -> Mono.using(
                () -> new ProcessRunner(kit.environment()),
                processes -> Mono.fromCallable(() -> partOf(file))
                        .flatMap(part -> processes
                                .run(command(kit, arguments, part), LIMIT)
                                .map(ended -> finish(ended, part, file)))));
    }

    private static List<String> command(MediaTools kit, List<String> arguments, Path result) {
        var command = new ArrayList<>(List.of(kit.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
        command.addAll(arguments);
        command.add(result.toString());
        return command;
    }

    /** Where a file is written until it is whole; ffmpeg knows the format by the name's end. */
    private static Path partOf(Path file) throws IOException {
        var folder = Files.createDirectories(file.resolveSibling("part"));
        return folder.resolve(file.getFileName());
    }

    private static Path finish(ProcessResult ended, Path part, Path file) {
        if (!ended.isSuccess()) {
            throw new IllegalStateException("ffmpeg could not make %s: %s".formatted(file, ended.firstErrors()));
        }
        try {
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
