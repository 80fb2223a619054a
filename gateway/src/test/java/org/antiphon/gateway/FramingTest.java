package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is wrong with a request around its messages is the caller's fault, over each protocol and in each shape. */
class FramingTest {
    private static final String GRPC = "application/grpc";
    private static final String WEB = "application/grpc-web+proto";
    private static final String TEXT = "application/grpc-web-text";

    private static final String UNARY = "/antiphon.discovery.v1.TrackService/GetTrack";
    private static final String UNARY_OF_DEFAULTS = "/antiphon.discovery.v1.TrackService/ListTrendingTracks";
    private static final String SERVER_STREAM = "/antiphon.content.v1.UploadService/WatchUpload";
    private static final String CLIENT_STREAM = "/antiphon.content.v1.UploadService/Upload";

    private static final byte[] MESSAGE =
            GetTrackRequest.newBuilder().setTrackId(7).build().toByteArray();

    private static final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.start();
        stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());
        stage.uploads.upload = Services.<UploadRequest, UploadResponse>collecting((requests, observer) -> {
            observer.onNext(UploadResponse.getDefaultInstance());
            observer.onCompleted();
        });
        lines.start();
        accessLog().addAppender(lines);
    }

    @AfterAll
    static void stop() {
        accessLog().detachAppender(lines);
        stage.close();
    }

    private static Logger accessLog() {
        return (Logger) LoggerFactory.getLogger("org.antiphon.gateway.access");
    }

    private static byte[] frame(int flag, int length, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) flag)
                .putInt(length)
                .put(content)
                .array();
    }

    private static byte[] frame(byte[] content) {
        return frame(0, content.length, content);
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static Stream<Arguments> malformed() {
        var one = frame(MESSAGE);
        return Stream.of(UNARY, SERVER_STREAM, CLIENT_STREAM)
                .flatMap(path -> Stream.of(GRPC, WEB, TEXT)
                        .flatMap(type -> Stream.of(
                                Arguments.of(path, type, "cut off in its head", new byte[] {0, 0, 0}),
                                Arguments.of(path, type, "cut off in its message", frame(0, 10, MESSAGE)),
                                Arguments.of(path, type, "cut off behind a message", join(one, new byte[] {0})),
                                Arguments.of(path, type, "compressed with nothing", frame(1, 2, MESSAGE)),
                                Arguments.of(path, type, "flag of no meaning", frame(6, 2, MESSAGE)))));
    }

    static Stream<Arguments> malformedWhereOneMessageIsSent() {
        var one = frame(MESSAGE);
        return Stream.of(UNARY, SERVER_STREAM)
                .flatMap(path -> Stream.of(GRPC, WEB, TEXT)
                        .flatMap(type -> Stream.of(
                                Arguments.of(path, type, "nothing", new byte[0]),
                                Arguments.of(path, type, "two messages", join(one, one)))));
    }

    @ParameterizedTest
    @MethodSource({"malformed", "malformedWhereOneMessageIsSent"})
    void brokenFramesAreTheCallersFault(String path, String type, String ignored, byte[] body) throws Exception {
        assertBodyMalformed(send(path, type, encode(type, body)), type);
    }

    /** Each byte on its own: no state of the reading depends on where the network cuts. */
    @ParameterizedTest
    @MethodSource({"malformed", "malformedWhereOneMessageIsSent"})
    void brokenFramesInSmallPiecesAreTheCallersFault(String path, String type, String ignored, byte[] body)
            throws Exception {
        assertBodyMalformed(send(path, type, pieces(encode(type, body))), type);
    }

    @ParameterizedTest
    @ValueSource(strings = {UNARY, SERVER_STREAM, CLIENT_STREAM})
    void badBase64IsTheCallersFault(String path) throws Exception {
        for (var body : List.of("!!!!", "AAA", "A===", "AAAA\n")) {
            assertBodyMalformed(send(path, TEXT, body.getBytes(StandardCharsets.US_ASCII)), TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRPC, WEB, TEXT})
    void aMessageThatIsNotCompressedAsItSaysIsTheCallersFault(String type) throws Exception {
        for (var path : List.of(UNARY, SERVER_STREAM, CLIENT_STREAM)) {
            var body = encode(type, frame(1, 2, MESSAGE));
            assertBodyMalformed(send(path, type, body, "grpc-encoding", "gzip"), type);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRPC, WEB, TEXT})
    void anUnknownEncodingIsNamedWithTheKnown(String type) throws Exception {
        for (var path : List.of(UNARY, SERVER_STREAM, CLIENT_STREAM)) {
            var answer = send(path, type, encode(type, frame(1, 2, MESSAGE)), "grpc-encoding", "br");

            assertThat(errorOf(answer, type).getMessage())
                    .isEqualTo("grpc-encoding: \"br\" (expected: gzip, identity)");
            assertThat(answer.headers().get("grpc-status")).isEqualTo("12");
            assertThat(answer.headers().get("grpc-accept-encoding")).contains("gzip");
            assertThat(reasonOf(errorOf(answer, type))).isEqualTo("ENCODING_UNKNOWN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRPC, WEB, TEXT})
    void aFrameOverTheLimitIsRefusedByItsHead(String type) throws Exception {
        for (var path : List.of(UNARY, SERVER_STREAM, CLIENT_STREAM)) {
            for (var length : new int[] {(4 << 20) + 1, Integer.MAX_VALUE, -1}) {
                var error = errorOf(send(path, type, encode(type, frame(0, length, MESSAGE))), type);

                assertThat(error.getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED.value());
                assertThat(reasonOf(error)).isEqualTo("REQUEST_TOO_LARGE");
            }
        }
    }

    @Test
    void aGoodMessageIsTakenInPiecesCompressedAndPadded() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(MESSAGE);
        }
        for (var type : List.of(GRPC, WEB, TEXT)) {
            var body = encode(type, frame(MESSAGE));
            assertOk(send(UNARY, type, body));
            assertOk(send(UNARY, type, pieces(body)));
            assertOk(send(UNARY_OF_DEFAULTS, type, encode(type, frame(new byte[0]))));
            var compressed = frame(1, zipped.size(), zipped.toByteArray());
            assertOk(send(UNARY, type, encode(type, compressed), "grpc-encoding", "gzip"));
            assertOk(send(CLIENT_STREAM, type, new byte[0]));
        }
        var head = Base64.getEncoder().encode(frame(0, 2, new byte[0]));
        var rest = Base64.getEncoder().encode(MESSAGE);
        assertOk(send(UNARY, TEXT, join(head, rest)));
        assertOk(send(UNARY, TEXT, pieces(join(head, rest))));
    }

    private static void assertOk(AggregatedHttpResponse answer) {
        assertThat(answer.headers().get("grpc-status", "0")).isEqualTo("0");
        assertThat(answer.content().length() + answer.trailers().size()).isPositive();
    }

    private static void assertBodyMalformed(AggregatedHttpResponse answer, String type) throws Exception {
        var error = errorOf(answer, type);

        assertThat(error.getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT.value());
        assertThat(reasonOf(error)).isEqualTo("BODY_MALFORMED");
        assertThat(error.getMessage()).contains("(expected: ");
        var id = Objects.requireNonNull(answer.headers().get("x-request-id"));
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> snapshot().stream()
                        .anyMatch(line -> line.contains("grpc_status=3 ") && line.endsWith("request_id=" + id)));
    }

    private static List<String> snapshot() {
        return new ArrayList<>(lines.list)
                .stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The status of an answer without a message, the same in headers and details. */
    private static Status errorOf(AggregatedHttpResponse answer, String type) throws Exception {
        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).startsWith(type);
        var details =
                Status.parseFrom(Base64.getDecoder().decode(answer.headers().get("grpc-status-details-bin")));
        assertThat(answer.headers().get("grpc-status")).isEqualTo(String.valueOf(details.getCode()));
        assertThat(answer.headers().get("grpc-message")).isEqualTo(details.getMessage());
        return details;
    }

    private static String reasonOf(Status error) throws Exception {
        return error.getDetails(0).unpack(ErrorInfo.class).getReason();
    }

    private static byte[] encode(String type, byte[] body) {
        return type.equals(TEXT) ? Base64.getEncoder().encode(body) : body;
    }

    private static AggregatedHttpResponse send(String path, String type, byte[] body, String... headers) {
        return send(path, type, HttpData.wrap(body), headers);
    }

    private static AggregatedHttpResponse send(String path, String type, HttpData body, String... headers) {
        return stage.web()
                .execute(HttpRequest.of(headers(path, type, headers), body))
                .aggregate()
                .join();
    }

    private static AggregatedHttpResponse send(String path, String type, List<HttpData> body) {
        return stage.web()
                .execute(HttpRequest.of(headers(path, type), StreamMessage.of(body.toArray(HttpData[]::new))))
                .aggregate()
                .join();
    }

    private static RequestHeaders headers(String path, String type, String... more) {
        var headers = RequestHeaders.builder(HttpMethod.POST, path)
                .set("content-type", type)
                .set("te", "trailers")
                .set("x-request-id", UUID.randomUUID().toString());
        for (var i = 0; i < more.length; i += 2) {
            headers.set(more[i], more[i + 1]);
        }
        return headers.build();
    }

    private static List<HttpData> pieces(byte[] body) {
        var pieces = new ArrayList<HttpData>();
        for (var each : body) {
            pieces.add(HttpData.copyOf(new byte[] {each}));
        }
        return pieces;
    }

    /** A call of a path by the wrong means is still told what went wrong, under the HTTP status of gRPC's specification. */
    @Test
    void aWrongContentTypeIsAnsweredInJson() {
        for (var type : List.of("application/json", "text/plain", "application/grpc+json", "application/x")) {
            var answer = send(UNARY, type, new byte[] {1});

            assertThat(answer.status().code()).isEqualTo(415);
            assertThat(answer.headers().get("content-type")).isEqualTo("application/json; charset=utf-8");
            assertThat(answer.contentUtf8())
                    .contains("\"code\":415", "BODY_MALFORMED", "content-type: \\\"" + type + "\\\" (expected: ");
        }
        var none = stage.web().post(UNARY, "x").aggregate().join();
        assertThat(none.status().code()).isEqualTo(415);
        assertThat(none.contentUtf8()).contains("BODY_MALFORMED");
    }

    @Test
    void aWrongMethodIsAnsweredInJson() {
        for (var method : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE)) {
            var answer = stage.web()
                    .execute(RequestHeaders.of(method, UNARY, "content-type", GRPC))
                    .aggregate()
                    .join();

            assertThat(answer.status().code()).isEqualTo(405);
            assertThat(answer.headers().get("allow")).isEqualTo("POST");
            assertThat(answer.headers().get("content-type")).isEqualTo("application/json; charset=utf-8");
            assertThat(answer.contentUtf8())
                    .contains("\"code\":405", "ROUTE_UNKNOWN", method + " " + UNARY + ": not allowed (expected: POST)");
        }
    }
}
