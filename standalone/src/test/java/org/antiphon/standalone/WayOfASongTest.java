package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.antiphon.server.HashId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job through the gateway, as a listener and an artist do it with curl. */
class WayOfASongTest {
    @RegisterExtension
    static final StandaloneExtension antiphon = new StandaloneExtension();

    private Edge edge;

    @BeforeEach
    void edge() {
        edge = antiphon.edge();
    }

    @Test
    void trendingShowsTheDemosTracksWithTheirArtists() {
        var tracks = edge.json("/v1/tracks/trending?limit=5").path("data");
        assertThat(tracks).hasSize(5);
        for (var track : tracks) {
            assertThat(track.at("/user/handle").asText()).matches("tidal_choir|paper_lanterns|night_ferry");
            assertThat(track.path("duration").asInt()).isBetween(10, 20);
            assertThat(track.path("favorite_count").asInt()).isEqualTo(4);
            assertThat(track.at("/artwork/150x150").asText())
                    .startsWith(edge.url().toString());
        }
    }

    @Test
    void searchFindsByTitleAlsoWhenMisspelt() {
        assertThat(titles(edge.json("/v1/tracks/search?query=harbour"))).contains("Harbour at Dawn");
        assertThat(titles(edge.json("/v1/tracks/search?query=harbor%20at%20dwan")))
                .contains("Harbour at Dawn");
    }

    @Test
    void aUserAndATrackAreFoundByHandleAndId() {
        var user = edge.json("/v1/users/handle/Tidal_Choir").path("data");
        assertThat(user.path("name").asText()).isEqualTo("Tidal Choir");
        assertThat(user.path("track_count").asInt()).isEqualTo(2);
        assertThat(user.path("follower_count").asInt()).isEqualTo(4);
        var id = firstTrending().path("id").asText();
        assertThat(edge.json("/v1/tracks/" + id).at("/data/id").asText()).isEqualTo(id);
    }

    @Test
    void aTrackStreamsWholeAndInRangesAndDecodes(@TempDir Path folder) throws Exception {
        var path = "/v1/tracks/" + firstTrending().path("id").asText() + "/stream";
        var whole = edge.get(path);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("content-type")).hasValue("audio/mpeg");
        var part = edge.get(path, "Range", "bytes=1000-1999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range")).hasValue("bytes 1000-1999/" + whole.body().length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, 2000));
        var file = Files.write(folder.resolve("track.mp3"), whole.body());
        assertThat(decodes(file)).isTrue();
    }

    @Test
    void anUploadedTrackIsFoundWithinThreeSecondsOfItsPublication(@TempDir Path folder) throws Exception {
        var wallet = SignedWrite.newWallet();
        var domain = antiphon.standalone().domain();
        var upload = uploaded(tone(folder, 3));
        assertThat(upload.at("/probe/format/duration").asText()).startsWith("3.0");

        var userId =
                HashId.decode(edge.json("/v1/users/unclaimed_id").path("data").asText());
        var handle = "e2e_" + userId;
        relay(SignedWrite.body(wallet, domain, userId, "User", userId, "Create", user(handle, wallet.getAddress())));
        var trackId =
                HashId.decode(edge.json("/v1/tracks/unclaimed_id").path("data").asText());
        var title = "Zephyr " + trackId;
        relay(SignedWrite.body(wallet, domain, userId, "Track", trackId, "Create", track(title, userId, upload)));

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(titles(edge.json("/v1/tracks/search?query=Zephyr%20" + trackId)))
                        .contains(title));
        var published = edge.json("/v1/tracks/" + HashId.encode(trackId)).path("data");
        assertThat(published.path("permalink").asText()).isEqualTo("/%s/zephyr-%d".formatted(handle, trackId));
        assertThat(edge.get("/v1/tracks/" + HashId.encode(trackId) + "/stream").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPlayIsCountedWithinSeconds() {
        var id = edge.json("/v1/tracks/search?query=window").at("/data/0/id").asText();
        var before = playCount(id);
        edge.get("/v1/tracks/" + id + "/stream");
        edge.get("/v1/tracks/" + id + "/stream?skip_play_count=true");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(playCount(id)).isEqualTo(before + 1));
    }

    @Test
    void thePicturesOfATrackAreServed() {
        var artwork = firstTrending().path("artwork");
        for (var size : new String[] {"150x150", "480x480", "1000x1000"}) {
            var answer = edge.get(URI.create(artwork.path(size).asText()).getPath());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("image/jpeg");
        }
    }

    @Test
    void theHealthDocumentNamesEveryService() {
        var health = edge.json("/health_check");
        assertThat(health.path("services").findValuesAsText("name"))
                .contains("discovery", "indexer", "content", "identity");
        assertThat(health.at("/data/service").asText()).isEqualTo("discovery-node");
        assertThat(health.at("/data/diskHasSpace").asBoolean()).isTrue();
    }

    private JsonNode firstTrending() {
        return edge.json("/v1/tracks/trending?limit=1").at("/data/0");
    }

    private int playCount(String id) {
        return edge.json("/v1/tracks/" + id).at("/data/play_count").asInt();
    }

    private JsonNode uploaded(Path file) throws IOException {
        var answer = edge.upload(Map.of("template", "audio"), file.getFileName().toString(), Files.readAllBytes(file));
        assertThat(answer.statusCode()).as(Edge.text(answer)).isEqualTo(200);
        var id = Edge.parse(answer).at("/0/id").asText();
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> edge.json("/uploads/" + id),
                        state -> "done".equals(state.path("status").asText()));
    }

    private void relay(Map<String, Object> body) {
        var answer = edge.postJson("/relay", body);
        assertThat(answer.statusCode()).as(Edge.text(answer)).isEqualTo(200);
        assertThat(Edge.parse(answer).at("/receipt/transactionHash").asText()).startsWith("0x");
    }

    private static String user(String handle, String wallet) {
        var metadata = JsonNodeFactory.instance.objectNode().put("cid", "");
        metadata.putObject("data").put("handle", handle).put("name", "E2E").put("wallet", wallet);
        return metadata.toString();
    }

    private static String track(String title, long owner, JsonNode upload) {
        var metadata = JsonNodeFactory.instance.objectNode().put("cid", "");
        metadata.putObject("data")
                .put("title", title)
                .put("genre", "Electronic")
                .put("owner_id", owner)
                .put("track_cid", upload.at("/results/320").asText())
                .put("orig_file_cid", upload.path("orig_file_cid").asText())
                .put("duration", 3);
        return metadata.toString();
    }

    private Path tone(Path folder, int seconds) throws Exception {
        var file = folder.resolve("tone.wav");
        assertThat(ffmpeg("-f", "lavfi", "-i", "sine=frequency=330:duration=" + seconds, file.toString()))
                .isZero();
        return file;
    }

    private boolean decodes(Path file) throws Exception {
        return ffmpeg("-xerror", "-i", file.toString(), "-f", "null", "-") == 0;
    }

    private int ffmpeg(String... arguments) throws Exception {
        var tools = antiphon.standalone().mediaTools();
        var command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(tools.environment());
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static List<String> titles(JsonNode answer) {
        return answer.path("data").findValuesAsText("title");
    }
}
