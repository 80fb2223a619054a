package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.server.HashId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives {@code kill -9}, and Ctrl-C leaves nothing running. */
class CrashRecoveryTest {
    private static final Eip712Domain DOMAIN = new Eip712Domain(1337, "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2B");
    private static final int WRITES = 20;
    private static final long FIRST_ID = 3_500_000;

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedSurvivesKill9AndCtrlCStopsCleanly() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        String uploadId;
        try (var first = AntiphonProcess.up(data)) {
            for (int i = 0; i < WRITES; i++) {
                createUser(first.edge(), FIRST_ID + i);
            }
            var upload = first.edge().upload(Map.of("template", "audio"), "tone.wav", Wav.tone(20));
            uploadId = Edge.parse(upload).at("/0/id").asText();
            first.kill();
            try (var second = AntiphonProcess.up(data)) {
                var edge = second.edge();
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    for (int i = 0; i < WRITES; i++) {
                        var id = HashId.encode(FIRST_ID + i);
                        assertThat(edge.get("/v1/users/" + id).statusCode()).isEqualTo(200);
                    }
                });
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(edge.json("/uploads/" + uploadId)
                                        .path("status")
                                        .asText())
                                .isEqualTo("done"));
                createUser(edge, FIRST_ID + WRITES);

                assertThat(second.children()).isNotEmpty();
                assertThat(second.interrupt()).isTrue();
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(second.children()).noneMatch(ProcessHandle::isAlive));
            }
        }
    }

    private static void createUser(Edge edge, long id) {
        var wallet = SignedWrite.newWallet();
        var metadata = "{\"cid\":\"\",\"data\":{\"handle\":\"crash_%d\",\"name\":\"Crash\",\"wallet\":\"%s\"}}"
                .formatted(id, wallet.getAddress());
        var answer = edge.postJson("/relay", SignedWrite.body(wallet, DOMAIN, id, "User", id, "Create", metadata));
        assertThat(answer.statusCode()).as(Edge.text(answer)).isEqualTo(200);
    }
}
