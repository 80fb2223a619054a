package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.chain.ManageEntityRequest;
import org.antiphon.server.HashId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear error with a reason, and leaves nothing behind. */
class BadInputTest {
    private static final long USER = 3_700_000;

    @RegisterExtension
    static final StandaloneExtension antiphon = new StandaloneExtension();

    private Edge edge;

    @BeforeEach
    void edge() {
        edge = antiphon.edge();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/tracks/zzzzzzzz,                       400, HASHID_MALFORMED",
        "/v1/tracks/!!,                             400, HASHID_MALFORMED",
        "/v1/tracks/PapJEk,                         404, TRACK_NOT_FOUND",
        "/v1/tracks/PapJEk/stream,                  404, TRACK_NOT_FOUND",
        "/v1/tracks/zzzzzzzz/stream,                400, HASHID_MALFORMED",
        "/v1/users/handle/nobody_has_this,          404, USER_NOT_FOUND",
        "/v1/tracks/trending?limit=5000,            400, FIELD_INVALID",
        "/v1/tracks/trending?limit=many,            400, FIELD_INVALID",
        "/v1/tracks/trending?time=decade,           400, FIELD_INVALID",
        "/v1/tracks/trending?page_token=forged,     400, PAGE_TOKEN_INVALID",
        "/v1/nothing/here,                          404, ROUTE_UNKNOWN",
        "/uploads/01ARZ3NDEKTSV4RRFFQ69G5FAV,       404, UPLOAD_NOT_FOUND",
        "/content/not-a-cid/150x150.jpg,            400, CID_MALFORMED",
        "/tracks/cidstream/not-a-cid,               400, CID_MALFORMED",
        "/v1/tracks/zzzzzzzzzzzzzzzzzzzz,           400, HASHID_MALFORMED",
    })
    void aBadReadNamesItsReason(String path, int status, String reason) {
        var answer = edge.get(path);
        assertThat(answer.statusCode()).as(Edge.text(answer)).isEqualTo(status);
        assertThat(Edge.reason(answer)).isEqualTo(reason);
        assertThat(Edge.parse(answer).at("/error/message").asText()).isNotBlank();
    }

    @Test
    void anUnknownRpcNamesItsReason() {
        var answer =
                edge.post("/antiphon.discovery.v1.TrackService/Nothing", "application/grpc-web+proto", new byte[5]);
        var status = answer.headers().firstValue("grpc-status").orElse(Edge.text(answer));
        assertThat(status).contains("12");
    }

    @Test
    void anOversizedQueryIsRefused() {
        assertRefused(edge.get("/v1/tracks/search?query=" + "a".repeat(300)), 400, "FIELD_INVALID");
    }

    @Test
    void aSecondProcessOverTheSameDataIsRefused() {
        var options = antiphon.standalone().options();
        assertThatThrownBy(() -> Standalone.start(options, line -> {}))
                .hasMessageContaining("in use by another antiphon");
        assertThat(edge.get("/health_check").statusCode()).isEqualTo(200);
    }

    @Test
    void audioWithoutAGrantIsRefused() {
        var track = edge.json("/v1/tracks/trending?limit=1").at("/data/0");
        var path = "/tracks/cidstream/" + track.path("track_cid").asText();
        assertRefused(edge.get(path), 403, "STREAM_NOT_GRANTED");
    }

    @Test
    void aRangeOutsideTheAudioIsRefused() {
        var path = "/v1/tracks/"
                + edge.json("/v1/tracks/trending?limit=1").at("/data/0/id").asText() + "/stream";
        assertRefused(edge.get(path, "Range", "bytes=999999999-"), 416, "RANGE_INVALID");
        assertRefused(edge.get(path, "Range", "bytes=abc"), 416, "RANGE_INVALID");
    }

    @Test
    void whatIsNoAudioEndsInAnError() {
        assertThat(failedUpload("audio", "just text, no audio".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("NOT_AUDIO");
    }

    @Test
    void truncatedAudioEndsInAnError() {
        var whole = Wav.tone(10);
        assertThat(failedUpload("audio", Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo("AUDIO_TRUNCATED");
    }

    @Test
    void emptyFilesAndWrongTemplatesAreRefusedAtOnce() {
        assertRefused(edge.upload(Map.of("template", "audio"), "a.mp3", new byte[0]), 400, "FILE_EMPTY");
        assertRefused(edge.upload(Map.of("template", "img_square"), "a.png", new byte[0]), 400, "FILE_EMPTY");
        assertRefused(edge.upload(Map.of("template", "video"), "a.mp3", Wav.tone(1)), 400, "TEMPLATE_UNKNOWN");
        assertRefused(edge.upload(Map.of(), "a.mp3", Wav.tone(1)), 400, "FIELD_INVALID");
    }

    @Test
    void aBadSignatureIsRefused() {
        var body = write(USER, "Create");
        body.compute("encodedABI", (key, call) -> String.valueOf(call).replaceAll(".{256}$", "00".repeat(128)));
        assertThat(edge.postJson("/relay", body).statusCode()).isEqualTo(400);
        var foreign = write(USER, "Create");
        foreign.put("senderAddress", SignedWrite.newWallet().getAddress());
        assertRefused(edge.postJson("/relay", foreign), 403, "SIGNER_MISMATCH");
        var garbage = write(USER, "Create");
        garbage.put("encodedABI", "0xdeadbeef00");
        assertRefused(edge.postJson("/relay", garbage), 400, "CALL_MALFORMED");
        var elsewhere = write(USER, "Create");
        elsewhere.put("contractAddress", "0x" + "11".repeat(20));
        assertRefused(edge.postJson("/relay", elsewhere), 400, "CONTRACT_UNKNOWN");
        assertRefused(
                edge.post("/relay", "application/json", "{not json".getBytes(StandardCharsets.UTF_8)),
                400,
                "BODY_MALFORMED");
        assertThat(edge.get("/v1/users/" + HashId.encode(USER)).statusCode()).isEqualTo(404);
    }

    @Test
    void aNonceIsGoodForOneRequestAndTheSameRequestForOneReceipt() {
        var wallet = SignedWrite.newWallet();
        var domain = domain();
        var nonce = SignedWrite.newNonce();
        var first = ManageEntityRequest.of(USER + 1, "User", USER + 1, "Create", profile(USER + 1), nonce);
        var other = ManageEntityRequest.of(USER + 2, "User", USER + 2, "Create", profile(USER + 2), nonce);
        var receipt = Edge.parse(edge.postJson("/relay", SignedWrite.body(wallet, domain, first)));
        assertRefused(edge.postJson("/relay", SignedWrite.body(wallet, domain, other)), 409, "NONCE_REPLAYED");
        var again = Edge.parse(edge.postJson("/relay", SignedWrite.body(wallet, domain, first)));
        assertThat(again).isEqualTo(receipt);
    }

    @Test
    void aWriteThatTheRulesRefuseTellsWhy() {
        var receipt =
                Edge.parse(edge.postJson("/relay", write(USER + 3, "Explode"))).path("receipt");
        var hash = receipt.path("transactionHash").asText();
        var answer = await().atMost(Duration.ofSeconds(10))
                .until(() -> edge.get("/v1/transactions/" + hash + "/outcome"), found -> found.statusCode() == 200);
        var outcome = Edge.parse(answer).at("/data/actions/0");
        assertThat(outcome.path("accepted").asBoolean()).isFalse();
        assertThat(outcome.path("reason").asText()).isNotBlank();
    }

    private Map<String, Object> write(long userId, String action) {
        return new HashMap<>(
                SignedWrite.body(SignedWrite.newWallet(), domain(), userId, "User", userId, action, profile(userId)));
    }

    private static String profile(long id) {
        return "{\"cid\":\"\",\"data\":{\"handle\":\"bad_%d\",\"name\":\"Bad\"}}".formatted(id);
    }

    private static Eip712Domain domain() {
        return antiphon.standalone().domain();
    }

    private String failedUpload(String template, byte[] file) {
        var answer = edge.upload(Map.of("template", template), "file", file);
        assertThat(answer.statusCode()).as(Edge.text(answer)).isEqualTo(200);
        var id = Edge.parse(answer).at("/0/id").asText();
        var state = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> edge.json("/uploads/" + id),
                        upload -> "error".equals(upload.path("status").asText()));
        assertThat(state.path("results")).isEmpty();
        return state.at("/error/reason").asText();
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(Edge.text(answer)).isEqualTo(status);
        assertThat(Edge.reason(answer)).isEqualTo(reason);
    }
}
