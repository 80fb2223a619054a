package org.antiphon.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.content.media.MediaTools;
import org.antiphon.content.media.ProcessRunner;
import org.antiphon.standalone.demo.DemoCatalog.DemoTrack;
import reactor.core.publisher.Mono;

/** Makes the demo's sounds and pictures with ffmpeg, so that nothing has to be downloaded and nobody's rights matter. */
final class DemoMedia implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MediaTools tools;
    private final ProcessRunner processes;
    private final Path folder;

    DemoMedia(MediaTools tools, Path folder) {
        this.tools = tools;
        this.processes = new ProcessRunner(tools.environment());
        this.folder = folder;
    }

    /** A tune as a stereo FLAC file. */
    Mono<Path> tune(DemoTrack track) {
        var file = folder.resolve(track.title().toLowerCase(Locale.ROOT).replace(' ', '-') + ".flac");
        var source = "aevalsrc=exprs='%s':s=44100:d=%d".formatted(expression(track), track.seconds());
        var fades =
                "afade=t=in:d=0.5,afade=t=out:st=%d:d=2,aformat=channel_layouts=stereo,aecho=0.8:0.7:180|310:0.35|0.2"
                        .formatted(track.seconds() - 2);
        return run(List.of("-f", "lavfi", "-i", source, "-af", fades, file.toString()), file);
    }

    /** A picture of two colours, {@code 0xrrggbb:0xrrggbb}. */
    Mono<Path> picture(String name, String colours, int width, int height) {
        var file = folder.resolve("%s-%dx%d.png".formatted(name, width, height));
        var pair = colours.split(":", 2);
        var source = "gradients=s=%dx%d:c0=%s:c1=%s:n=2:seed=%d:d=1"
                .formatted(width, height, pair[0], pair[1], Math.abs(name.hashCode() % 1000));
        return run(List.of("-f", "lavfi", "-i", source, "-frames:v", "1", file.toString()), file);
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

    private Mono<Path> run(List<String> arguments, Path result) {
        var command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
        command.addAll(arguments);
        return processes.run(command, LIMIT).map(ended -> {
            if (!ended.isSuccess()) {
                throw new IllegalStateException("ffmpeg could not make %s: %s".formatted(result, ended.firstErrors()));
            }
            return result;
        });
    }

    @Override
    public void close() {
        processes.close();
    }
}
