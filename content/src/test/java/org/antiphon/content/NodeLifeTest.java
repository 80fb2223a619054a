package org.antiphon.content;

import static org.antiphon.content.ContentNode.bytesOf;
import static org.antiphon.content.ContentNode.granted;
import static org.antiphon.content.ContentNode.header;
import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.antiphon.proto.content.v1.UploadTemplate.UPLOAD_TEMPLATE_AUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.antiphon.content.media.TestMedia;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadStatus;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class NodeLifeTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    Path folder;

    @Test
    void workThatWasCutShortGoesOnAtTheNextStart() {
        var database = postgres.newDatabase();
        var data = folder.resolve("node");
        var song = bytesOf(TestMedia.noise(folder, "song.wav", 90));
        Upload first;
        Upload second;
        try (var node = ContentNode.start(data, database, Map.of("antiphon.content.transcode-concurrency", "1"))) {
            first = await(node.upload(header(UPLOAD_TEMPLATE_AUDIO, "song.wav"), song));
            second = await(node.upload(header(UPLOAD_TEMPLATE_AUDIO, "again.wav"), song));
            Awaitility.await().until(() -> await(node.get(first.getId())).getTranscodeProgress() > 0);
            assertThat(ffmpegChildren()).hasSize(1);
        }
        assertThat(ffmpegChildren()).isEmpty();

        try (var node = ContentNode.start(data, database, Map.of())) {
            var ended = await(Flux.merge(
                            node.watch(first.getId()).last(),
                            node.watch(second.getId()).last())
                    .collectList());

            assertThat(ended).allMatch(upload -> upload.getStatus() == UploadStatus.UPLOAD_STATUS_DONE);
            assertThat(node.readAll(granted(first.getOrigFileCid()))).isEqualTo(song);
            assertThat(node.files("work")).isEmpty();
        }
    }

    @Test
    void blobsSurviveARestart() {
        var database = postgres.newDatabase();
        var data = folder.resolve("node");
        Upload done;
        byte[] mp3;
        try (var node = ContentNode.start(data, database, Map.of())) {
            done = node.process(UPLOAD_TEMPLATE_AUDIO, TestMedia.tone(folder, "a.mp3", 2));
            mp3 = node.readAll(granted(done.getResultsOrThrow("320")));
        }

        try (var node = ContentNode.start(data, database, Map.of())) {
            assertThat(await(node.get(done.getId()))).isEqualTo(done);
            assertThat(node.readAll(granted(done.getResultsOrThrow("320")))).isEqualTo(mp3);
        }
    }

    @Test
    void fullDiskRefusesUploadsAndShowsInHealth() {
        try (var node = ContentNode.start(
                folder.resolve("node"),
                postgres.newDatabase(),
                Map.of("antiphon.content.min-free-space", String.valueOf(Long.MAX_VALUE / 4)))) {
            StepVerifier.create(node.upload(header(UPLOAD_TEMPLATE_AUDIO, "a.mp3"), new byte[10]))
                    .expectErrorSatisfies(
                            error -> assertThat(ContentNode.reasonOf(error)).isEqualTo("DISK_FULL"))
                    .verify(PATIENCE);

            Awaitility.await().untilAsserted(() -> {
                var health = node.health();
                assertThat(health.getState()).isEqualTo(HealthState.HEALTH_STATE_DEGRADED);
                assertThat(health.getDetails()
                                .getFieldsOrThrow("disk_has_space")
                                .getBoolValue())
                        .isFalse();
            });
        }
    }

    @Test
    void healthNamesEachPartAndItsFigures() {
        try (var node = ContentNode.start(folder.resolve("node"), postgres.newDatabase(), Map.of())) {
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(node.health().getState()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY));
            node.process(UPLOAD_TEMPLATE_AUDIO, TestMedia.tone(folder, "a.mp3", 1));

            var health = node.health();

            assertThat(health.getComponentsList())
                    .extracting(part -> part.getName())
                    .containsExactly("database", "disk", "transcoder");
            var details = health.getDetails();
            assertThat(details.getFieldsOrThrow("disk_free_bytes").getNumberValue())
                    .isPositive();
            assertThat(details.getFieldsOrThrow("disk_has_space").getBoolValue())
                    .isTrue();
            assertThat(details.getFieldsOrThrow("transcode_queue").getNumberValue())
                    .isNotNegative();
            assertThat(details.getFieldsOrThrow("average_transcode_seconds").getNumberValue())
                    .isBetween(0.01, 30.0);
            assertThat(node.host()
                            .metrics()
                            .counter("content.uploads", "state", "done")
                            .count())
                    .isEqualTo(1);
        }
    }

    private static List<ProcessHandle> ffmpegChildren() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/ffmpeg"))
                .toList();
    }
}
