package org.antiphon.content.media;

import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscoderTest {
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private ProcessRunner runner;
    private AudioProber prober;
    private Transcoder transcoder;

    @BeforeEach
    void start() {
        runner = new ProcessRunner(TestMedia.TOOLS.environment());
        prober = new AudioProber(TestMedia.TOOLS, runner, ONE_HOUR);
        transcoder = new Transcoder(TestMedia.TOOLS, runner);
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.wav", "a.mp3", "a.flac", "a.m4a", "a.aiff", "a.aac"})
    void everyUsualFormatBecomesTheOneMp3(String name) {
        var mp3 = transcode(TestMedia.noise(folder, name, 4));

        assertThat(TestMedia.probe(mp3, "stream=codec_name,sample_rate,bit_rate"))
                .isEqualTo("mp3\n48000\n320000");
        assertThat(Double.parseDouble(TestMedia.probe(mp3, "format=duration"))).isCloseTo(4, within(0.15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ogg", "a.opus", "a.webm"})
    void opusInItsContainersBecomesTheOneMp3(String name) {
        var mp3 = transcode(TestMedia.noise(folder, name, 4, "-c:a", "libopus"));

        assertThat(TestMedia.probe(mp3, "stream=codec_name,sample_rate,bit_rate"))
                .isEqualTo("mp3\n48000\n320000");
    }

    @Test
    void surroundSoundIsMixedDown() {
        var mp3 = transcode(TestMedia.tone(folder, "six.wav", 2, "-ac", "6"));

        assertThat(TestMedia.probe(mp3, "stream=channels")).isEqualTo("2");
    }

    @Test
    void metadataDoesNotTravel() throws IOException {
        var mp3 = transcode(TestMedia.tone(folder, "tagged.flac", 2, "-metadata", "title=very private note"));

        assertThat(new String(Files.readAllBytes(mp3), StandardCharsets.ISO_8859_1))
                .doesNotContain("very private");
    }

    @Test
    void sameFileGivesTheSameBytes() throws IOException {
        var input = TestMedia.noise(folder, "same.wav", 2);

        var first = Files.readAllBytes(transcode(input));

        assertThat(Files.readAllBytes(transcode(input))).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"7, 30.0", "7.5, 30.0", "39, 30.0"})
    void previewIsThirtySecondsFromTheStart(double start, double length) {
        var input = TestMedia.noise(folder, "long.wav", 40);
        var preview = folder.resolve("preview.mp3");

        prober.probe(input)
                .flatMap(audio -> transcoder.excerpt(audio, new Preview(start), preview))
                .block(PATIENCE);

        assertThat(Double.parseDouble(TestMedia.probe(preview, "format=duration")))
                .isCloseTo(length, within(0.15));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 320_preview|1", "0, 320_preview|0", "12.5, 320_preview|12.5", "100, 320_preview|100"})
    void previewIsKeyedByTheNumberAsGiven(double start, String key) {
        assertThat(new Preview(start).resultKey()).isEqualTo(key);
    }

    @Test
    void progressRisesToOne() {
        var seen = new CopyOnWriteArrayList<Double>();
        var audio = await(prober.probe(TestMedia.noise(folder, "a.wav", 60)));

        transcoder.transcode(audio, folder.resolve("out.mp3"), seen::add).block(PATIENCE);

        assertThat(seen).hasSizeGreaterThan(1).isSorted().last().isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.wav", "a.mp3", "a.flac", "a.m4a", "a.aiff"})
    void cutOffAudioIsTruncated(String name) throws IOException {
        var cut = TestMedia.cut(TestMedia.noise(folder, name, 10), 0.7);

        assertFails(() -> transcode(cut), ErrorReason.ERROR_REASON_AUDIO_TRUNCATED);
    }

    @Test
    void cutOffAudioWithItsIndexInFrontIsTruncated() throws IOException {
        var cut = TestMedia.cut(TestMedia.noise(folder, "fast.m4a", 10, "-movflags", "+faststart"), 0.7);

        assertFails(() -> transcode(cut), ErrorReason.ERROR_REASON_AUDIO_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ogg", "a.opus", "a.webm"})
    void cutOffOpusIsTruncatedInAnyContainer(String name) throws IOException {
        var cut = TestMedia.cut(TestMedia.noise(folder, name, 10, "-c:a", "libopus"), 0.7);

        assertFails(() -> transcode(cut), ErrorReason.ERROR_REASON_AUDIO_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-q:a 2", "-b:a 128k"})
    void mp3WithoutALengthHeaderIsNotTakenForTruncated(String quality) {
        var options = quality.split(" ", -1);

        assertThat(transcode(TestMedia.noise(folder, "bare.mp3", 5, "-write_xing", "0", options[0], options[1])))
                .isNotEmptyFile();
    }

    static Stream<Arguments> bareFrames() {
        return Stream.of(
                        "mp3 -b:a 8k -ar 11025 -ac 1",
                        "mp3 -b:a 24k -ar 22050 -ac 1",
                        "mp3 -b:a 32k -ac 1",
                        "mp3 -b:a 64k -ar 24000 -ac 2",
                        "mp3 -b:a 128k -ac 1",
                        "mp3 -b:a 128k -ac 2",
                        "mp3 -b:a 192k -ar 48000 -ac 2",
                        "mp3 -b:a 320k -ar 32000 -ac 2",
                        "mp3 -b:a 320k -ac 2",
                        "mp3 -q:a 0",
                        "mp3 -q:a 9",
                        "mp3 -b:a 128k -abr 1",
                        "mp3 -b:a 128k -id3v2_version 0",
                        "mp2 -b:a 192k",
                        "mp2 -b:a 64k -ar 22050",
                        "aac -b:a 32k -ac 1",
                        "aac -b:a 128k -ac 2",
                        "aac -b:a 320k -ac 2 -ar 48000",
                        "aac -q:a 2 -ar 22050")
                .flatMap(each -> Stream.of("tone", "noise").map(kind -> Arguments.of(each, kind)));
    }

    @ParameterizedTest
    @MethodSource("bareFrames")
    void bareFramesAreWholeUpToTheirLastByte(String options, String kind) throws IOException {
        var whole = bare(options, kind);
        var bytes = Files.readAllBytes(whole);

        assertThat(await(prober.probe(whole)).length()).isPositive();
        for (var cut : List.of(1, 2, 3)) {
            assertThat(isTruncated(bytes, cut)).isTrue();
        }
        for (var cut : List.of(bytes.length / 3, bytes.length / 2, bytes.length * 9 / 10)) {
            assertThat(isTruncated(bytes, cut) || isTruncated(bytes, cut + 3))
                    .as("one of two cuts is not between two frames")
                    .isTrue();
        }
    }

    private boolean isTruncated(byte[] bytes, int cut) throws IOException {
        var part = Files.write(folder.resolve("part"), Arrays.copyOf(bytes, bytes.length - cut));
        try {
            await(prober.probe(part));
            return false;
        } catch (ApiException refused) {
            assertThat(refused.reason()).isEqualTo(ErrorReason.ERROR_REASON_AUDIO_TRUNCATED);
            return true;
        }
    }

    /** Tags of every kind and padding stand behind the last frame of good files. */
    @ParameterizedTest
    @MethodSource("bareFrames")
    void whatFollowsTheLastFrameIsNoBrokenFrame(String options, String kind) throws IOException {
        var bytes = Files.readAllBytes(bare(options, kind));

        for (var end : List.of(
                ascii("TAG" + "x".repeat(125)),
                ascii("APETAGEX" + "x".repeat(500)),
                ascii("LYRICSBEGIN" + "x".repeat(70_000) + "LYRICS200"),
                ascii("x"),
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0},
                new byte[417],
                new byte[200_000])) {
            var padded = Arrays.copyOf(bytes, bytes.length + end.length);
            System.arraycopy(end, 0, padded, bytes.length, end.length);

            assertThat(await(prober.probe(Files.write(folder.resolve("padded"), padded)))
                            .length())
                    .isPositive();
        }
    }

    @Test
    void tagsThatFfmpegWritesAreNoBrokenFrames() {
        var options = List.of("-write_xing", "0", "-write_id3v1", "1", "-metadata", "title=Song");

        assertThat(await(prober.probe(TestMedia.noise(folder, "tagged.mp3", 5, options.toArray(String[]::new))))
                        .length())
                .isPositive();
    }

    private Path bare(String options, String kind) {
        var parts = options.split(" ", -1);
        var name = "bare." + parts[0];
        var all = new ArrayList<>(List.of(parts).subList(1, parts.length));
        if (parts[0].equals("mp3")) {
            all.addAll(List.of("-write_xing", "0"));
        }
        var given = all.toArray(String[]::new);
        return kind.equals("tone") ? TestMedia.tone(folder, name, 5, given) : TestMedia.noise(folder, name, 5, given);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void wavOfAStreamWithoutLengthIsNotTakenForTruncated() throws IOException {
        var wav = TestMedia.noise(folder, "stream.wav", 3, "-fflags", "+bitexact");
        try (var file = new RandomAccessFile(wav.toFile(), "rw")) {
            file.seek(40);
            file.writeInt(0xffffffff);
        }

        assertThat(transcode(wav)).isNotEmptyFile();
    }

    @Test
    void textIsNotAudio() throws IOException {
        var text = Files.writeString(
                folder.resolve("song.mp3"), "this is not a song, though it is called one\n".repeat(99));

        assertFails(() -> transcode(text), ErrorReason.ERROR_REASON_NOT_AUDIO);
    }

    @Test
    void pictureIsNotAudio() {
        assertFails(
                () -> transcode(TestMedia.picture(folder, "cover.png", 64, 64)), ErrorReason.ERROR_REASON_NOT_AUDIO);
    }

    @Test
    void silentVideoIsNotAudio() throws IOException {
        var video = folder.resolve("video.mp4");
        Files.move(TestMedia.picture(folder, "still.mp4", 64, 64), video);

        assertFails(() -> transcode(video), ErrorReason.ERROR_REASON_NOT_AUDIO);
    }

    @Test
    void headerWithoutSamplesIsNotAudio() throws IOException {
        var header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36);
        header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        header.putShort((short) 1)
                .putInt(44100)
                .putInt(88200)
                .putShort((short) 2)
                .putShort((short) 16);
        header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        var empty = Files.write(folder.resolve("empty.wav"), header.array());

        assertFails(() -> transcode(empty), ErrorReason.ERROR_REASON_NOT_AUDIO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n%s\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile '%s'\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nconcat:%s|%s\n#EXT-X-ENDLIST\n"
            })
    void playlistInDisguiseReadsNoOtherFile(String playlist) throws IOException {
        var secret = TestMedia.tone(folder, "secret.mp3", 3);
        var disguised = Files.writeString(folder.resolve("disguised.mp3"), playlist.formatted(secret, secret));

        assertFails(() -> transcode(disguised), ErrorReason.ERROR_REASON_NOT_AUDIO);
    }

    @Test
    void tooLongAudioIsRefusedBeforeItIsDecoded() {
        var strict = new AudioProber(TestMedia.TOOLS, runner, Duration.ofSeconds(5));

        assertFails(
                () -> await(strict.probe(TestMedia.tone(folder, "long.mp3", 6))),
                ErrorReason.ERROR_REASON_FILE_TOO_LARGE);
    }

    @Test
    void probeSpeaksFfprobesWords() {
        var probe = await(prober.probe(TestMedia.tone(folder, "a.wav", 3))).probe();

        assertThat(probe.formatName()).isEqualTo("wav");
        assertThat(probe.duration()).isEqualTo("3.000000");
        assertThat(probe.size()).isEqualTo("264678");
    }

    @Test
    void cancellingKillsTheChild() {
        var audio = await(prober.probe(TestMedia.noise(folder, "long.wav", 600)));
        var before = children();

        var work = transcoder
                .transcode(audio, folder.resolve("out.mp3"), part -> {})
                .subscribe();
        Awaitility.await().until(() -> children().size() > before.size());
        work.dispose();

        Awaitility.await().untilAsserted(() -> assertThat(children()).isEqualTo(before));
        assertThat(runner.running()).isZero();
    }

    @Test
    void timeLimitKillsTheChild() {
        var endless = List.of(
                TestMedia.TOOLS.ffmpeg().toString(),
                "-v",
                "quiet",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "sine",
                "-f",
                "null",
                "-");

        assertThatThrownBy(() -> runner.run(endless, Duration.ofMillis(300)).block(PATIENCE))
                .hasRootCauseInstanceOf(TimeoutException.class);
        Awaitility.await().untilAsserted(() -> assertThat(children()).isEmpty());
    }

    @Test
    void talkativeChildIsReadToItsEndButNotKept() {
        var talkative = List.of(
                TestMedia.TOOLS.ffmpeg().toString(),
                "-v",
                "trace",
                "-f",
                "lavfi",
                "-i",
                "sine=duration=20",
                "-f",
                "null",
                "-");

        var result = await(runner.run(talkative, PATIENCE));

        assertThat(result.isSuccess()).isTrue();
        assertThat(String.join("", result.errors()).length()).isLessThanOrEqualTo(64 * 1024);
    }

    private Path transcode(Path input) {
        return await(prober.probe(input)
                .flatMap(audio -> transcoder.transcode(audio, folder.resolve("out.mp3"), part -> {})));
    }

    private static List<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("ffmpeg"))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private static void assertFails(ThrowingCallable call, ErrorReason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.reason()).isEqualTo(reason));
    }
}
