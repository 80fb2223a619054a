package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.antiphon.gateway.rpc.PassedHeaders;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.GetUploadResponse;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadStatus;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.antiphon.proto.discovery.v1.ListTracksRequest;
import org.antiphon.proto.discovery.v1.ListTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.SearchSort;
import org.antiphon.proto.discovery.v1.SearchTracksRequest;
import org.antiphon.proto.discovery.v1.SquareImage;
import org.antiphon.proto.discovery.v1.TimeRange;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.proto.discovery.v1.User;
import org.antiphon.proto.identity.v1.Receipt;
import org.antiphon.proto.identity.v1.RelayRequest;
import org.antiphon.proto.identity.v1.RelayResponse;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.start();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void forget() {
        stage.tracks.requests.clear();
        stage.headers.clear();
        stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());
    }

    private static AggregatedHttpResponse get(String path) {
        return stage.web().get(path).aggregate().join();
    }

    private static AggregatedHttpResponse post(String path, String body) {
        return stage.web()
                .execute(RequestHeaders.of(HttpMethod.POST, path, "content-type", "application/json"), body)
                .aggregate()
                .join();
    }

    @Test
    void aTrackIsPrintedAsClientsKnowIt() throws IOException {
        var track = Track.newBuilder()
                .setId(1001)
                .setTitle("Snow \u2603 \"quoted\"")
                .setUser(User.newBuilder()
                        .setId(1)
                        .setHandle("ann")
                        .setName("Ann")
                        .setBlocknumber(1L << 40))
                .setUserId(1)
                .setGenre("Ambient")
                .setDuration(3)
                .setArtwork(SquareImage.newBuilder().setSmall("http://x/content/a/150x150.jpg"))
                .setCreatedAt(Timestamp.newBuilder().setSeconds(1700000000L))
                .setUpdatedAt(Timestamp.newBuilder().setSeconds(1700000000L).setNanos(123_000_000))
                .setPreviewStartSeconds(1.5)
                .setStreamConditions(Struct.newBuilder()
                        .putFields(
                                "follow_user_id",
                                Value.newBuilder().setNumberValue(7).build()))
                .addPlaylistsContainingTrack(5)
                .build();
        stage.tracks.getTrack = Services.answering(
                request -> GetTrackResponse.newBuilder().setData(track).build());

        var answer = get("/v1/tracks/eP20L?user_id=7eP5n&api_key=abc&app_name=test");

        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo(MediaType.JSON_UTF_8);
        assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
        assertThat(answer.contentUtf8()).isEqualTo(golden("track.json"));
        assertThat(stage.tracks.requests.remove())
                .isEqualTo(GetTrackRequest.newBuilder()
                        .setTrackId(1001)
                        .setUserId(1)
                        .build());
    }

    @Test
    void responseBodyPrintsThatFieldAlone() {
        stage.uploads.getUpload = request -> GetUploadResponse.newBuilder()
                .setUpload(Upload.newBuilder()
                        .setId(request.getId())
                        .setStatus(UploadStatus.UPLOAD_STATUS_DONE)
                        .setTemplate(UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE)
                        .putResults("320", "bafy")
                        .putResults("320_preview|1", "bafk"))
                .build();

        assertThat(get("/uploads/01H").contentUtf8())
                .isEqualTo("{\"id\":\"01H\",\"status\":\"done\",\"template\":\"img_square\","
                        + "\"results\":{\"320\":\"bafy\",\"320_preview|1\":\"bafk\"},\"orig_file_cid\":\"\","
                        + "\"orig_filename\":\"\",\"size\":0,\"probe\":null,\"transcode_progress\":0.0,"
                        + "\"audio_analysis_error_count\":0,\"audio_analysis_results\":null,\"error\":null,"
                        + "\"created_at\":null,\"updated_at\":null}");
    }

    @Test
    void anIdInAnAnswerIsAHashid() {
        assertThat(get("/v1/tracks/unclaimed_id?noCache=1").contentUtf8()).isEqualTo("{\"data\":\"ML51L\"}");
    }

    @Test
    void aLiteralBeatsAVariable() throws InterruptedException {
        get("/v1/tracks/trending");

        assertThat(stage.take(stage.tracks.requests, Object.class)).isInstanceOf(ListTrendingTracksRequest.class);
    }

    @Test
    void queriesFillFieldsRepeatedOnesByRepeatedKeys() throws InterruptedException {
        get("/v1/tracks?id=7eP5n&id=ML51L&permalink=%2Fann%2Fsnow&user_id=");

        assertThat(stage.take(stage.tracks.requests, ListTracksRequest.class))
                .isEqualTo(ListTracksRequest.newBuilder()
                        .addId(1)
                        .addId(2)
                        .addPermalink("/ann/snow")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "allTime,TIME_RANGE_ALL_TIME",
        "all_time,TIME_RANGE_ALL_TIME",
        "WEEK,TIME_RANGE_WEEK",
        "TIME_RANGE_MONTH,TIME_RANGE_MONTH"
    })
    void enumsAreReadInAnyForm(String text, TimeRange expected) throws InterruptedException {
        get("/v1/full/tracks/trending?limit=5&time=" + text);

        var request = stage.take(stage.tracks.requests, ListTrendingTracksRequest.class);
        assertThat(request.getTime()).isEqualTo(expected);
        assertThat(request.getLimit()).isEqualTo(5);
    }

    @Test
    void camelCaseNamesAreReadToo() throws InterruptedException {
        get("/v1/tracks/search?query=a%20b+c&sortMethod=popular&onlyDownloadable=true");

        var request = stage.take(stage.tracks.requests, SearchTracksRequest.class);
        assertThat(request.getQuery()).isEqualTo("a b c");
        assertThat(request.getSortMethod()).isEqualTo(SearchSort.SEARCH_SORT_POPULAR);
        assertThat(request.getOnlyDownloadable()).isTrue();
    }

    @Test
    void relayTakesAnyOrderOfKeysAndAnswersAsSdksExpect() {
        var received = new AtomicReference<>(RelayRequest.getDefaultInstance());
        stage.relays.relay = request -> {
            received.set(request);
            return RelayResponse.newBuilder()
                    .setReceipt(Receipt.newBuilder()
                            .setBlockHash("0xaa")
                            .setBlockNumber(12)
                            .setTransactionHash("0xbb"))
                    .build();
        };

        var answer = post("/relay?api_key=k", """
                {"gasLimit": 2000000, "unknown": {"deep": [1, {"x": null}]}, "encodedABI": "0xd622c72d00",
                 "contractRegistryKey": "EntityManager", "senderAddress": "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf",
                 "contractAddress": "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2B"}""");

        assertThat(answer.contentUtf8())
                .isEqualTo("{\"receipt\":{\"blockHash\":\"0xaa\",\"blockNumber\":12,\"transactionHash\":\"0xbb\"}}");
        assertThat(received).hasValueSatisfying(request -> {
            assertThat(request.getGasLimit()).isEqualTo(2_000_000);
            assertThat(request.getEncodedAbi()).isEqualTo("0xd622c72d00");
        });
    }

    @Test
    void headAnswersAsGetWithoutTheBody() {
        var head = stage.web().head("/v1/tracks/7eP5n").aggregate().join();

        assertThat(head.status().code()).isEqualTo(200);
        assertThat(head.content().isEmpty()).isTrue();
        assertThat(head.headers().contentLength()).isEqualTo("{\"data\":null}".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/tracks/!!|HASHID_MALFORMED|track_id: \"!!\" (expected: a hashid such as \"7eP5n\")",
                "/v1/tracks/7eP5n?user_id=nope!|HASHID_MALFORMED|user_id: \"nope!\" (expected: a hashid such as \"7eP5n\")",
                "/v1/tracks/trending?limit=ten|FIELD_INVALID|limit: \"ten\" (expected: an integer from 1 to 100)",
                "/v1/tracks/trending?page_size=abc|FIELD_INVALID|page_size: \"abc\" (expected: an integer from 1 to 100)",
                "/v1/tracks/trending?limit=99999999999|FIELD_INVALID|limit: \"99999999999\" (expected: an integer from 1 to 100)",
                "/v1/tracks/trending?limit=1e999999999|FIELD_INVALID|limit: \"1e999999999\" (expected: an integer from 1 to 100)",
                "/v1/tracks/trending?time=century|FIELD_INVALID|time: \"century\" (expected: week, month, year, all_time)",
                "/v1/tracks/search?only_downloadable=maybe|FIELD_INVALID|only_downloadable: \"maybe\" (expected: true or false)"
            })
    void aBadValueIsNamedWithWhatWasExpected(String path, String reason, String message) {
        assertError(get(path), 400, "INVALID_ARGUMENT", reason, message);
    }

    @Test
    void aBoundOfTheProtoIsHeldByTheService() {
        var answer = get("/v1/tracks/trending?limit=5000");

        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(answer.contentUtf8()).contains("\"reason\":\"FIELD_INVALID\"", "limit: \\\"5000\\\"");
    }

    @Test
    void anErrorOfTheServiceIsTheBodyThatClientsKnow() {
        stage.tracks.getTrack = Services.answering(request -> {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_TRACK_NOT_FOUND, "track_id: \"x\" unknown", Map.of("track_id", "x"));
        });

        assertThat(get("/v1/tracks/7eP5n").contentUtf8())
                .isEqualTo(
                        "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"track_id: \\\"x\\\" unknown\","
                                + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                                + "\"reason\":\"TRACK_NOT_FOUND\",\"domain\":\"antiphon\",\"metadata\":{\"track_id\":\"x\"}}]}}");
    }

    @Test
    void aFaultOfTheServiceTellsNoDetail() {
        stage.tracks.getTrack = Services.answering(request -> {
            throw new IllegalStateException("password=hunter2");
        });

        var answer = get("/v1/tracks/7eP5n");

        assertError(answer, 500, "INTERNAL", "INTERNAL", "internal error");
        assertThat(answer.contentUtf8()).doesNotContain("hunter2");
    }

    @Test
    void anUnknownRouteIsNotFound() {
        assertError(get("/v1/nothing"), 404, "UNIMPLEMENTED", "ROUTE_UNKNOWN", "GET /v1/nothing: no such route");
    }

    @Test
    void aWrongMethodTellsTheRightOnes() {
        var answer = stage.web().delete("/v1/tracks/7eP5n").aggregate().join();

        assertError(
                answer,
                405,
                "UNIMPLEMENTED",
                "ROUTE_UNKNOWN",
                "DELETE /v1/tracks/7eP5n: not allowed (expected: GET, HEAD)");
        assertThat(answer.headers().get("allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        var answer = stage.web()
                .execute(RequestHeaders.of(HttpMethod.POST, "/relay", "content-type", "application/xml"), "<a/>")
                .aggregate()
                .join();

        assertThat(answer.status().code()).isEqualTo(415);
        assertThat(answer.contentUtf8()).contains("\"reason\":\"BODY_MALFORMED\"", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{\"gasLimit\":1} trailing", "{\"gasLimit\":}", "\u0000"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        var answer = post("/relay", body);

        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(answer.contentUtf8()).contains("\"reason\":\"BODY_MALFORMED\"");
    }

    @Test
    void aBodyNestedTooDeepIsRefused() {
        var answer = post("/relay", "{\"x\":".repeat(65) + "1" + "}".repeat(65));

        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(answer.contentUtf8()).contains("\"reason\":\"BODY_MALFORMED\"", "64 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gasLimit\":\"many\"}|gasLimit: \\\"many\\\"",
                "{\"gasLimit\":{}}|gasLimit: \\\"object\\\" (expected: an integer)",
                "{\"gasLimit\":1.5}|gasLimit: \\\"1.5\\\"",
                "{\"encodedABI\":5}|encodedABI: \\\"number\\\" (expected: a string)"
            })
    void aFieldOfTheWrongKindIsNamed(String body, String message) {
        var answer = post("/relay", body);

        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(answer.contentUtf8()).contains("\"reason\":\"FIELD_INVALID\"", message);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        var answer = post("/relay", "{\"encodedABI\":\"" + "0".repeat(5 << 20) + "\"}");

        assertError(
                answer,
                413,
                "RESOURCE_EXHAUSTED",
                "REQUEST_TOO_LARGE",
                "body: larger than allowed (expected: up to 4194304 bytes)");
    }

    @Test
    void onlyListedHeadersReachTheService() throws InterruptedException {
        stage.web()
                .execute(RequestHeaders.builder(HttpMethod.GET, "/v1/tracks/7eP5n")
                        .set("cookie", "session=1")
                        .set("x-forwarded-host", "evil")
                        .set("authorization", "Basic cHJpdmF0ZTprZXk=")
                        .set("encoded-data-message", "signature:1")
                        .set("x-request-id", "abc-1")
                        .build())
                .aggregate()
                .join();

        var received = stage.take(stage.headers, io.grpc.Metadata.class);
        assertThat(received.keys()).doesNotContain("cookie", "x-forwarded-host", "authorization");
        assertThat(received.get(PassedHeaders.REQUEST_ID)).isEqualTo("abc-1");
        assertThat(received.keys()).contains("encoded-data-message");
    }

    @Test
    void aChunkedBodyIsReadAsWell() {
        var request = com.linecorp.armeria.common.HttpRequest.of(
                RequestHeaders.of(HttpMethod.POST, "/relay", "content-type", "application/json"),
                com.linecorp.armeria.common.stream.StreamMessage.of(
                        HttpData.ofUtf8("{\"encoded"), HttpData.ofUtf8("ABI\":\"0xd622c72d00\"}")));

        assertThat(stage.web().execute(request).aggregate().join().status().code())
                .isEqualTo(200);
    }

    static void assertError(AggregatedHttpResponse answer, int code, String status, String reason, String message) {
        assertThat(answer.contentUtf8())
                .isEqualTo(
                        "{\"error\":{\"code\":%d,\"status\":\"%s\",\"message\":\"%s\",\"details\":[{\"@type\":\"%s\",\"reason\":\"%s\",\"domain\":\"antiphon\",\"metadata\":%s}]}}"
                                .formatted(
                                        code,
                                        status,
                                        message.replace("\"", "\\\""),
                                        "type.googleapis.com/google.rpc.ErrorInfo",
                                        reason,
                                        metadata(answer)));
        assertThat(answer.status().code()).isEqualTo(code);
        assertThat(answer.contentType()).isEqualTo(MediaType.JSON_UTF_8);
    }

    private static String metadata(AggregatedHttpResponse answer) {
        var body = answer.contentUtf8();
        var from = body.indexOf("\"metadata\":") + "\"metadata\":".length();
        return body.substring(from, body.indexOf('}', from) + 1);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/golden", name), StandardCharsets.UTF_8)
                .strip();
    }
}
