package org.antiphon.content;

import static org.antiphon.content.ContentNode.bytesOf;
import static org.antiphon.content.ContentNode.granted;
import static org.antiphon.content.ContentNode.header;
import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_AUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.antiphon.content.media.TestMedia;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadStatus;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AudioUploadTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    Path folder;

    private ContentNode node;

    @BeforeEach
    void start() {
        node = ContentNode.start(
                folder.resolve("node"), postgres.newDatabase(), Map.of("antiphon.content.max-upload-size", "20000000"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void wavBecomesAnMp3AndAPreviewThatCanBeRead() throws IOException {
        var wav = TestMedia.noise(folder, "my song.wav", 35);
        var header = header(UPLOAD_TEMPLATE_AUDIO, "my song.wav").toBuilder().setPreviewStartSeconds(1);

        var done = node.process(header.build(), bytesOf(wav));

        assertThat(done.getStatus()).isEqualTo(UploadStatus.UPLOAD_STATUS_DONE);
        assertThat(done.getId()).matches("[0-9A-Z]{26}");
        assertThat(done.getOrigFilename()).isEqualTo("my song.wav");
        assertThat(done.getSize()).isEqualTo(Files.size(wav));
        assertThat(done.getTranscodeProgress()).isEqualTo(1);
        assertThat(done.getProbe().getFormat().getDuration()).isEqualTo("35.000000");
        assertThat(done.getProbe().getFormat().getFilename()).isEqualTo("my song.wav");
        assertThat(done.getResultsMap()).containsOnlyKeys("320", "320_preview|1");
        var mp3 = Files.write(folder.resolve("got.mp3"), node.readAll(granted(done.getResultsOrThrow("320"))));
        assertThat(TestMedia.probe(mp3, "stream=codec_name,sample_rate,bit_rate"))
                .isEqualTo("mp3\n48000\n320000");
        assertThat(node.readAll(granted(done.getOrigFileCid()))).isEqualTo(bytesOf(wav));
        assertThat(node.files("work")).isEmpty();
        assertThat(node.files("staging")).isEmpty();
    }

    @Test
    void watchingTellsEachStateAndEnds() {
        var taken = await(
                node.upload(header(UPLOAD_TEMPLATE_AUDIO, "a.wav"), bytesOf(TestMedia.noise(folder, "a.wav", 60))));

        var states = await(node.watch(taken.getId()).collectList());

        assertThat(states).last().extracting(last -> last.getStatus()).isEqualTo(UploadStatus.UPLOAD_STATUS_DONE);
        assertThat(states).extracting(state -> state.getTranscodeProgress()).isSorted();
        assertThat(states).extracting(state -> state.getStatus()).isSorted();
        assertThat(states).anyMatch(state -> state.getTranscodeProgress() > 0 && state.getTranscodeProgress() < 1);
    }

    @Test
    void watchingAFinishedUploadTellsItsStateAndEnds() {
        var done = node.process(UPLOAD_TEMPLATE_AUDIO, TestMedia.tone(folder, "a.mp3", 1));

        StepVerifier.create(node.watch(done.getId()))
                .expectNext(done)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void sameRequestIdGivesTheSameUpload() {
        var header = header(UPLOAD_TEMPLATE_AUDIO, "a.mp3").toBuilder()
                .setRequestId("retry-me")
                .build();
        var content = bytesOf(TestMedia.tone(folder, "a.mp3", 1));

        var uploads = await(Flux.range(0, 4)
                .flatMap(i -> node.upload(header, content))
                .map(upload -> upload.getId())
                .collectList());

        assertThat(uploads).hasSize(4);
        assertThat(uploads.stream().distinct()).hasSize(1);
        assertThat(await(node.upload(header, content)).getId()).isEqualTo(uploads.getFirst());
    }

    @Test
    void sameContentTwiceIsOneBlob() {
        var song = TestMedia.tone(folder, "a.mp3", 1);

        var first = node.process(UPLOAD_TEMPLATE_AUDIO, song);
        var second = node.process(UPLOAD_TEMPLATE_AUDIO, song);

        assertThat(second.getId()).isNotEqualTo(first.getId());
        assertThat(second.getResultsMap()).isEqualTo(first.getResultsMap());
        assertThat(node.blobFiles()).hasSize(2);
    }

    @Test
    void songSentAsAPictureFailsAndTakesNothingFromTheSong() {
        var song = TestMedia.tone(folder, "a.mp3", 1);
        var published = node.process(UPLOAD_TEMPLATE_AUDIO, song);

        var failed = node.process(UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE, song);

        assertThat(failed.getError().getReason()).isEqualTo("NOT_IMAGE");
        assertThat(node.readAll(granted(published.getOrigFileCid()))).isEqualTo(bytesOf(song));
    }

    @Test
    void textFailsAsNotAudioAndIsNotKept() throws IOException {
        var text = Files.writeString(folder.resolve("lyrics.mp3"), "la la la\n".repeat(500));

        assertFailsAndIsNotKept(text, "NOT_AUDIO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.wav", "a.flac", "a.mp3", "a.m4a"})
    void cutOffFileFailsAsTruncatedAndIsNotKept(String name) throws IOException {
        assertFailsAndIsNotKept(TestMedia.cut(TestMedia.noise(folder, name, 8), 0.6), "AUDIO_TRUNCATED");
    }

    @Test
    void playlistInDisguiseFailsAndReadsNoOtherFile() throws IOException {
        var secret = TestMedia.tone(folder, "secret.mp3", 2);
        var playlist = Files.writeString(
                folder.resolve("song.mp3"), "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n%s\n".formatted(secret));

        assertFailsAndIsNotKept(playlist, "NOT_AUDIO");
    }

    @Test
    void emptyFileIsRefused() {
        assertRefused(node.upload(header(UPLOAD_TEMPLATE_AUDIO, "a.mp3"), new byte[0]), "FILE_EMPTY");
    }

    @Test
    void tooLargeFileIsRefused() {
        assertRefused(node.upload(header(UPLOAD_TEMPLATE_AUDIO, "a.mp3"), new byte[20_000_001]), "FILE_TOO_LARGE");
    }

    @Test
    void chunkBeforeTheHeaderIsRefused() {
        var chunk = UploadRequest.newBuilder()
                .setChunk(ByteString.copyFromUtf8("x"))
                .build();

        assertRefused(node.send(Flux.just(chunk)), "FIELD_INVALID");
    }

    @Test
    void callWithoutMessagesIsRefused() {
        assertRefused(node.send(Flux.empty()), "FIELD_INVALID");
    }

    @Test
    void unknownTemplateIsRefused() {
        var header = UploadHeader.newBuilder().setTemplateValue(9).build();

        assertRefused(node.upload(header, new byte[1]), "FIELD_INVALID");
    }

    @Test
    void uploadThatBreaksOffLeavesNothing() {
        var breaking = Flux.just(ByteString.copyFrom(new byte[100_000])).concatWith(Flux.never());
        var call = node.upload(header(UPLOAD_TEMPLATE_AUDIO, "a.mp3"), breaking).subscribe();
        Awaitility.await().until(() -> node.files("staging").findAny().isPresent());

        call.dispose();

        Awaitility.await().untilAsserted(() -> assertThat(node.files("staging")).isEmpty());
        assertThat(node.blobFiles()).isEmpty();
    }

    @Test
    void nameThatClimbsFoldersIsOnlyAName() throws IOException {
        var before = folderContents();

        var done = node.process(
                header(UPLOAD_TEMPLATE_AUDIO, "../../../../evil\u0000.mp3"),
                bytesOf(TestMedia.tone(folder, "a.mp3", 1)));

        assertThat(done.getStatus()).isEqualTo(UploadStatus.UPLOAD_STATUS_DONE);
        assertThat(done.getOrigFilename()).isEqualTo("../../../../evil.mp3");
        assertThat(folderContents()).isEqualTo(before + 1);
    }

    @Test
    void unknownUploadIsNotFound() {
        StepVerifier.create(node.get("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
                .verifyErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo("UPLOAD_NOT_FOUND"));
        StepVerifier.create(node.watch("../x"))
                .verifyErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo("UPLOAD_NOT_FOUND"));
    }

    private long folderContents() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private void assertFailsAndIsNotKept(Path file, String reason) {
        var failed = node.process(UPLOAD_TEMPLATE_AUDIO, file);

        assertThat(failed.getStatus()).isEqualTo(UploadStatus.UPLOAD_STATUS_ERROR);
        assertThat(failed.getError().getReason()).isEqualTo(reason);
        assertThat(failed.getError().getMessage()).doesNotContain(folder.toString());
        assertThat(await(node.get(failed.getId()))).isEqualTo(failed);
        assertThat(node.blobFiles()).isEmpty();
        StepVerifier.create(node.read(granted(failed.getOrigFileCid())))
                .verifyErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo("BLOB_NOT_FOUND"));
    }

    private void assertRefused(Mono<?> call, String reason) {
        StepVerifier.create(call)
                .expectErrorSatisfies(
                        error -> assertThat(ContentNode.reasonOf(error)).isEqualTo(reason))
                .verify(PATIENCE);
        Awaitility.await().untilAsserted(() -> assertThat(node.files("staging")).isEmpty());
        assertThat(node.blobFiles()).isEmpty();
    }
}
