package org.antiphon.content.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Makes the sizes in which a picture is shown, decoding it once, and refuses what is no picture or a pixel bomb. */
public final class ImageScaler {
    /** The media type of every variant. */
    public static final String JPEG = "image/jpeg";

    private static final Logger log = LoggerFactory.getLogger(ImageScaler.class);
    private static final String FORMATS = "jpeg_pipe,png_pipe,webp_pipe,gif,bmp_pipe,tiff_pipe";
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "jpeg_pipe", JPEG,
            "png_pipe", "image/png",
            "webp_pipe", "image/webp",
            "gif", "image/gif",
            "bmp_pipe", "image/bmp",
            "tiff_pipe", "image/tiff");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MediaTools tools;
    private final ProcessRunner runner;
    private final Ffprobe ffprobe;
    private final long maxPixels;

    public ImageScaler(MediaTools tools, ProcessRunner runner, long maxPixels) {
        this.tools = tools;
        this.runner = runner;
        this.ffprobe = new Ffprobe(tools, runner);
        this.maxPixels = maxPixels;
    }

    /** What a picture is. */
    public record ImageFile(Path path, Probe probe, String demuxer) {
        public String contentType() {
            return CONTENT_TYPES.getOrDefault(demuxer, "application/octet-stream");
        }
    }

    /** Fails with NOT_IMAGE when the file is no picture of a size we decode. */
    public Mono<ImageFile> probe(Path file) {
        return ffprobe.ask(file, FORMATS, List.of("-max_pixels", String.valueOf(maxPixels)))
                .map(answer -> toImage(file, answer));
    }

    /** Writes variants as JPEG files. Fails with NOT_IMAGE, DISK_FULL or TRANSCODE_FAILED. */
    public Mono<Void> scale(ImageFile image, Map<ImageVariant, Path> variants) {
        return runner.run(command(image, variants), LIMIT)
                .onErrorMap(
                        TimeoutException.class,
                        tooSlow -> new ApiException(
                                ErrorReason.ERROR_REASON_TRANSCODE_FAILED, "scaling took longer than allowed"))
                .doOnNext(result -> check(image, result))
                .then();
    }

    private List<String> command(ImageFile image, Map<ImageVariant, Path> variants) {
        var command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-hide_banner", "-nostdin", "-nostats", "-y"));
        command.addAll(List.of("-loglevel", "error", "-xerror", "-protocol_whitelist", "file,pipe"));
        command.addAll(List.of("-max_pixels", String.valueOf(maxPixels), "-f", image.demuxer));
        command.addAll(List.of("-i", "file:" + image.path));
        variants.forEach((variant, file) -> {
            command.addAll(List.of("-map", "0:v:0", "-vf", variant.filter(), "-frames:v", "1"));
            command.addAll(List.of("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3", "-map_metadata", "-1"));
            command.addAll(List.of("-flags:v", "+bitexact", "-fflags", "+bitexact", "-f", "mjpeg", "file:" + file));
        });
        return command;
    }

    private ImageFile toImage(Path file, Ffprobe.Answer answer) {
        if (answer.result().complainedOf("exceeds specified max pixel count")) {
            throw notImage("pixels: more than can be decoded here (expected: at most %d)".formatted(maxPixels));
        }
        var format = answer.info().format();
        var picture = answer.info().first("video").filter(each -> each.width() > 0 && each.height() > 0);
        if (format == null || picture.isEmpty()) {
            throw notImage("file: no picture found (expected: jpeg, png, webp, gif, bmp or tiff)");
        }
        return new ImageFile(file, format.toProbe(), format.demuxer());
    }

    private static void check(ImageFile image, ProcessResult result) {
        if (result.isSuccess()) {
            return;
        }
        log.warn("file={} ffmpeg_exit={} errors={}", image.path.getFileName(), result.exitCode(), result.firstErrors());
        if (result.complainedOf("No space left")) {
            throw new ApiException(ErrorReason.ERROR_REASON_DISK_FULL, "the node's disk is full");
        }
        if (result.wasKilled()) {
            throw new ApiException(ErrorReason.ERROR_REASON_TRANSCODE_FAILED, "scaling was ended from outside");
        }
        throw notImage("file: the picture can't be decoded");
    }

    private static ApiException notImage(String message) {
        return new ApiException(ErrorReason.ERROR_REASON_NOT_IMAGE, message);
    }
}
