package org.antiphon.content.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Decides whether a file is audio that can be published. */
public final class AudioProber {
    private static final String FORMATS = "mp3,wav,w64,flac,ogg,mov,aac,aiff,matroska,caf";
    private static final long NANOS = 1_000_000_000L;

    private final Ffprobe ffprobe;
    private final Duration maxLength;

    public AudioProber(MediaTools tools, ProcessRunner runner, Duration maxLength) {
        this.ffprobe = new Ffprobe(tools, runner);
        this.maxLength = maxLength;
    }

    /** Fails with NOT_AUDIO, AUDIO_TRUNCATED or FILE_TOO_LARGE. */
    public Mono<AudioFile> probe(Path file) {
        return ffprobe.ask(file, FORMATS, List.of())
                .map(answer -> toAudio(file, answer))
                .flatMap(AudioProber::checkEnd);
    }

    private AudioFile toAudio(Path file, Ffprobe.Answer answer) {
        var format = answer.info().format();
        var audio = answer.info().first("audio");
        if (answer.result().complainedOf("moov atom not found")) {
            throw truncated("the index at its end is missing");
        }
        if (format == null || audio.isEmpty()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_NOT_AUDIO,
                    "file: no audio found (expected: mp3, wav, flac, ogg, opus, m4a, aac, aiff or webm)");
        }
        var length = seconds(format.duration());
        if (length.isZero()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_NOT_AUDIO, "file: the audio has no length (expected: more than 0 s)");
        }
        if (length.compareTo(maxLength) > 0) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FILE_TOO_LARGE,
                    "duration: %d s (expected: at most %d s)".formatted(length.toSeconds(), maxLength.toSeconds()));
        }
        return new AudioFile(
                file, format.toProbe(), format.demuxer(), audio.get().channels(), length, declared(answer, length));
    }

    private static Optional<Duration> declared(Ffprobe.Answer answer, Duration containerLength) {
        if (answer.result().complainedOf("Estimating duration")) {
            return Optional.empty();
        }
        var audioLength = answer.info().first("audio").map(audio -> seconds(audio.duration()));
        if (audioLength.isPresent() && !audioLength.get().isZero()) {
            return audioLength;
        }
        return answer.info().streamCount() == 1 ? Optional.of(containerLength) : Optional.empty();
    }

    /** ffmpeg takes these for complete wherever they end, so their own marks are looked at. */
    private static Mono<AudioFile> checkEnd(AudioFile audio) {
        return Mono.fromCallable(() -> switch (audio.demuxer()) {
                    case "wav" -> WavHeader.promisesMoreThan(audio.path());
                    case "ogg" -> OggEnd.isMissing(audio.path());
                    case "mp3" -> audio.declared().isEmpty() && FrameEnd.isCutOff(audio.path(), FrameHead::mpeg);
                    case "aac" -> FrameEnd.isCutOff(audio.path(), FrameHead::adts);
                    default -> false;
                })
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        IOException.class,
                        unreadable -> new ApiException(
                                ErrorReason.ERROR_REASON_TRANSCODE_FAILED, "the stored file can't be read"))
                .flatMap(cutOff ->
                        cutOff ? Mono.error(truncated("it ends before its own marks say")) : Mono.just(audio));
    }

    static ApiException truncated(String how) {
        return new ApiException(
                ErrorReason.ERROR_REASON_AUDIO_TRUNCATED, "file: the audio is cut off: %s".formatted(how));
    }

    private static Duration seconds(@Nullable String text) {
        try {
            var seconds = text == null ? 0 : Double.parseDouble(text);
            return seconds > 0 && seconds < Integer.MAX_VALUE
                    ? Duration.ofNanos((long) (seconds * NANOS))
                    : Duration.ZERO;
        } catch (NumberFormatException notKnown) {
            return Duration.ZERO;
        }
    }
}
