package org.antiphon.content.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Makes the one format that listeners hear: MP3 of 320 kbit/s and 48 kHz, without metadata. */
public final class Transcoder {
    private static final Logger log = LoggerFactory.getLogger(Transcoder.class);
    private static final int BYTES_PER_SECOND = 320_000 / 8;
    private static final long SPARE_BYTES = 1 << 20;
    private static final Duration SPARE_TIME = Duration.ofSeconds(60);
    private static final double TOLERANCE_SECONDS = 0.25;
    private static final double TOLERANCE_SHARE = 0.005;
    private static final double MICROS = 1e6;
    private static final String PROGRESS = "out_time_us=";

    private final MediaTools tools;
    private final ProcessRunner runner;

    public Transcoder(MediaTools tools, ProcessRunner runner) {
        this.tools = tools;
        this.runner = runner;
    }

    /**
     * Transcodes the whole. Fails with NOT_AUDIO, AUDIO_TRUNCATED, DISK_FULL or TRANSCODE_FAILED; what was written
     * until then is the caller's to remove.
     *
     * @param progress is told the part that is done, 0 to 1
     */
    public Mono<Path> transcode(AudioFile input, Path mp3, DoubleConsumer progress) {
        var length = seconds(input.length());
        return run(
                        input,
                        command(input, List.of(), length, mp3),
                        decoded -> progress.accept(Math.min(1, decoded / length)))
                .doOnNext(decoded -> checkComplete(input, decoded))
                .thenReturn(mp3);
    }

    /** Transcodes the part that is the preview. Fails as {@link #transcode} does. */
    public Mono<Path> excerpt(AudioFile input, Preview preview, Path mp3) {
        var start = preview.startWithin(seconds(input.length()));
        var part =
                List.of("-ss", String.format(Locale.ROOT, "%.3f", start), "-t", String.valueOf(Preview.LENGTH_SECONDS));
        return run(input, command(input, part, Preview.LENGTH_SECONDS, mp3), decoded -> {})
                .thenReturn(mp3);
    }

    /** Runs ffmpeg and gives the seconds of audio it made. */
    private Mono<Double> run(AudioFile input, List<String> command, DoubleConsumer progress) {
        return Mono.defer(() -> {
            var micros = new AtomicLong();
            return runner.run(command, SPARE_TIME.plus(input.length()), line -> {
                        if (line.startsWith(PROGRESS)) {
                            progress.accept(micros.accumulateAndGet(micros(line), Math::max) / MICROS);
                        }
                    })
                    .onErrorMap(TimeoutException.class, tooSlow -> failed("transcoding took longer than allowed"))
                    .doOnNext(result -> checkExit(input, result))
                    .map(result -> micros.get() / MICROS)
                    .doOnNext(Transcoder::checkDecoded);
        });
    }

    private List<String> command(AudioFile input, List<String> part, double lengthSeconds, Path mp3) {
        var command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-hide_banner", "-nostdin", "-nostats", "-y"));
        command.addAll(List.of("-loglevel", "error", "-progress", "pipe:1", "-stats_period", "0.5"));
        command.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", input.demuxer()));
        command.addAll(part);
        command.addAll(List.of("-i", "file:" + input.path()));
        command.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"));
        command.addAll(List.of("-c:a", "libmp3lame", "-b:a", "320k", "-ar", "48000"));
        if (input.channels() > 2) {
            command.addAll(List.of("-ac", "2"));
        }
        command.addAll(List.of("-flags:a", "+bitexact", "-fflags", "+bitexact", "-id3v2_version", "0"));
        // an estimated length may be wrong, so that the bound leaves room for twice as much
        var maxBytes = (long) (2 * lengthSeconds * BYTES_PER_SECOND) + SPARE_BYTES;
        command.addAll(List.of("-fs", String.valueOf(maxBytes), "-f", "mp3", "file:" + mp3));
        return command;
    }

    private static void checkExit(AudioFile input, ProcessResult result) {
        if (!result.isSuccess()) {
            log.warn(
                    "file={} ffmpeg_exit={} errors={}",
                    input.path().getFileName(),
                    result.exitCode(),
                    result.firstErrors());
            throw reasonOf(result);
        }
    }

    private static void checkDecoded(double decoded) {
        if (decoded <= 0) {
            throw new ApiException(ErrorReason.ERROR_REASON_NOT_AUDIO, "file: none of the audio can be decoded");
        }
    }

    /** ffmpeg makes the best of a file that is cut off; only the length it reaches tells. */
    private static void checkComplete(AudioFile input, double decoded) {
        var declared = input.declared().map(Transcoder::seconds).orElse(decoded);
        if (decoded < declared - TOLERANCE_SECONDS - TOLERANCE_SHARE * declared) {
            throw AudioProber.truncated(
                    String.format(Locale.ROOT, "%.1f s can be decoded (expected: %.1f s)", decoded, declared));
        }
    }

    private static ApiException reasonOf(ProcessResult result) {
        if (result.complainedOf("No space left")) {
            return new ApiException(ErrorReason.ERROR_REASON_DISK_FULL, "the node's disk is full");
        }
        return result.wasKilled()
                ? failed("transcoding was ended from outside")
                : new ApiException(ErrorReason.ERROR_REASON_NOT_AUDIO, "file: the audio can't be decoded");
    }

    private static ApiException failed(String how) {
        return new ApiException(ErrorReason.ERROR_REASON_TRANSCODE_FAILED, how);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static long micros(String line) {
        try {
            return Long.parseLong(line.substring(PROGRESS.length()));
        } catch (NumberFormatException notYetKnown) {
            return 0;
        }
    }
}
