package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.BlobHeader;
import org.antiphon.proto.content.v1.ReadImageResponse;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.discovery.v1.GetTrackStreamRequest;
import org.antiphon.proto.discovery.v1.GetTrackStreamResponse;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.antiphon.server.ApiException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {
    private static final int SIZE = 10_000;
    private static final byte[] SONG = song();
    private static final String GRANT =
            grant("{\"cid\":\"bafy\",\"timestamp\":1700000000000,\"trackId\":7,\"userId\":3}");
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
    void serveTheSong() {
        stage.plays.recorded.clear();
        stage.blobs.read = MediaTest::readSong;
    }

    private static byte[] song() {
        var bytes = new byte[SIZE];
        IntStream.range(0, SIZE).forEach(i -> bytes[i] = (byte) (i * 31));
        return bytes;
    }

    private static String grant(String data) {
        var json = "{\"data\":\"%s\",\"signature\":\"0x00\"}".formatted(data.replace("\"", "\\\""));
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    /** What a content node does with a range. */
    private static void readSong(ReadRequest request, StreamObserver<ReadResponse> observer) {
        var range = request.getRange();
        var suffix = range.hasSuffixLength();
        var first = suffix ? Math.max(0, SIZE - range.getSuffixLength()) : range.getFirst();
        var last = range.hasLast() ? Math.min(range.getLast(), SIZE - 1) : SIZE - 1;
        if (first >= SIZE) {
            observer.onError(new ApiException(
                    ErrorReason.ERROR_REASON_RANGE_INVALID,
                    "range: %d (expected: below %d)".formatted(first, SIZE),
                    Map.of("size", String.valueOf(SIZE))));
            return;
        }
        var length = (int) (last - first + 1);
        observer.onNext(header(first, length));
        for (var at = 0; at < length; at += 1000) {
            observer.onNext(ReadResponse.newBuilder()
                    .setData(ByteString.copyFrom(SONG, (int) first + at, Math.min(1000, length - at)))
                    .build());
        }
        observer.onCompleted();
    }

    private static ReadResponse header(long first, long length) {
        return ReadResponse.newBuilder()
                .setHeader(BlobHeader.newBuilder()
                        .setCid("bafy")
                        .setSize(SIZE)
                        .setContentType("audio/mpeg")
                        .setFirst(first)
                        .setLength(length))
                .build();
    }

    private static AggregatedHttpResponse get(String path, String... headers) {
        return send(HttpMethod.GET, path, headers);
    }

    private static AggregatedHttpResponse send(HttpMethod method, String path, String... headers) {
        var request = RequestHeaders.builder(method, path);
        for (var i = 0; i < headers.length; i += 2) {
            request.set(headers[i], headers[i + 1]);
        }
        return stage.web().execute(request.build()).aggregate().join();
    }

    private static String stream() {
        return "/tracks/cidstream/bafy?signature=" + GRANT;
    }

    @Test
    void theWholeSongIsServed() {
        var answer = get(stream());

        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.content().array()).isEqualTo(SONG);
        assertThat(answer.headers().get("content-type")).isEqualTo("audio/mpeg");
        assertThat(answer.headers().get("accept-ranges")).isEqualTo("bytes");
        assertThat(answer.headers().get("etag")).isEqualTo("\"bafy\"");
        assertThat(answer.headers().contentLength()).isEqualTo(SIZE);
        assertThat(answer.headers().get("content-range")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=0-,0,10000",
        "bytes=1000-1999,1000,1000",
        "bytes=9999-,9999,1",
        "bytes=9000-99999999999999999999,9000,1000",
        "bytes=-1,9999,1",
        "bytes=-500,9500,500",
        "bytes=-99999,0,10000",
        "BYTES=5-6,5,2"
    })
    void aRangeIsServedExactly(String range, int first, int length) {
        var answer = get(stream(), "range", range);

        assertThat(answer.status().code()).isEqualTo(206);
        assertThat(answer.content().array()).isEqualTo(java.util.Arrays.copyOfRange(SONG, first, first + length));
        assertThat(answer.headers().get("content-range"))
                .isEqualTo("bytes %d-%d/%d".formatted(first, first + length - 1, SIZE));
        assertThat(answer.headers().contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"items=0-5", "bytes=0-1,5-6", "pages"})
    void aRangeOfAnotherKindIsIgnored(String range) {
        assertThat(get(stream(), "range", range).status().code()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=abc", "bytes=5-2", "bytes=-", "bytes=", "bytes=--5", "bytes=-0", "bytes=1.5-"})
    void aRangeThatCannotBeReadIsAnError(String range) {
        var answer = get(stream(), "range", range);

        assertThat(answer.status().code()).isEqualTo(416);
        assertThat(answer.contentUtf8())
                .contains(
                        "\"code\":416",
                        "\"reason\":\"RANGE_INVALID\"",
                        "range: \\\"" + range + "\\\" (expected: bytes=");
    }

    @ParameterizedTest
    @CsvSource({"GET, /tracks/cidstream/bafy", "HEAD, /tracks/cidstream/bafy", "GET, /content/bafy/150x150.jpg"})
    void whatAnArbitrationTookDownIsUnavailable(HttpMethod method, String path) {
        var down = new ApiException(ErrorReason.ERROR_REASON_CONTENT_TAKEN_DOWN, "cid: \"bafy\": taken down by case 7");
        stage.blobs.read = (request, observer) -> observer.onError(down);
        stage.blobs.readImage = (request, observer) -> observer.onError(down);

        var answer = send(method, path, "range", "bytes=0-99");

        assertThat(answer.status().code()).isEqualTo(451);
        assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
        if (method == HttpMethod.GET) {
            assertThat(answer.contentUtf8()).contains("\"reason\":\"CONTENT_TAKEN_DOWN\"", "case 7");
        }
    }

    @Test
    void aRangeBeyondTheEndTellsTheSize() {
        var answer = get(stream(), "range", "bytes=9999999-");

        assertThat(answer.status().code()).isEqualTo(416);
        assertThat(answer.headers().get("content-range")).isEqualTo("bytes */10000");
        assertThat(answer.contentUtf8()).contains("\"reason\":\"RANGE_INVALID\"");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        var answer = get(stream(), "if-none-match", "\"other\", \"bafy\"");

        assertThat(answer.status().code()).isEqualTo(304);
        assertThat(answer.content().isEmpty()).isTrue();
    }

    @Test
    void aRangeOfAnotherVersionGivesTheWhole() {
        assertThat(get(stream(), "range", "bytes=5-6", "if-range", "\"old\"")
                        .status()
                        .code())
                .isEqualTo(200);
        assertThat(get(stream(), "range", "bytes=5-6", "if-range", "\"bafy\"")
                        .status()
                        .code())
                .isEqualTo(206);
    }

    @Test
    void headTellsSizeAndTypeOnly() throws InterruptedException {
        var answer = send(HttpMethod.HEAD, stream());

        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().contentLength()).isEqualTo(SIZE);
        assertThat(answer.content().isEmpty()).isTrue();
        assertThat(stage.plays.recorded.poll(400, TimeUnit.MILLISECONDS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "[1]", "%7B%22data%22%3A%22nope%22%2C%22signature%22%3A%220x%22%7D"})
    void aMalformedGrantIsRefused(String signature) {
        var answer = get("/tracks/cidstream/bafy?signature="
                + signature.replace("{", "%7B").replace("}", "%7D"));

        assertThat(answer.status().code()).isEqualTo(403);
        assertThat(answer.contentUtf8()).contains("\"reason\":\"STREAM_NOT_GRANTED\"");
    }

    @Test
    void anErrorBeforeTheFirstByteHasItsOwnStatus() {
        stage.blobs.read = (request, observer) ->
                observer.onError(new ApiException(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND, "cid: \"bafy\" unknown"));

        var answer = get(stream());

        RestTest.assertError(answer, 404, "NOT_FOUND", "BLOB_NOT_FOUND", "cid: \"bafy\" unknown");
    }

    @Test
    void anErrorInTheMiddleBreaksTheAnswerOff() {
        stage.blobs.read = (request, observer) -> {
            observer.onNext(header(0, SIZE));
            observer.onNext(ReadResponse.newBuilder()
                    .setData(ByteString.copyFrom(SONG, 0, 10))
                    .build());
            observer.onError(new ApiException(ErrorReason.ERROR_REASON_BLOB_CORRUPT, "cid: corrupt"));
        };

        assertThatThrownBy(() -> get(stream())).isNotNull();
    }

    @Test
    void aPlayFromTheFirstByteIsRecorded() throws InterruptedException {
        get(stream());

        var play = stage.take(stage.plays.recorded, RecordPlaysRequest.class).getPlays(0);
        assertThat(play.getTrackId()).isEqualTo(7);
        assertThat(play.getUserId()).isEqualTo(3);
        assertThat(play.getPlayedAt().getSeconds()).isPositive();
    }

    @Test
    void whatIsNoListeningIsNotRecorded() throws InterruptedException {
        get(stream() + "&skip_play_count=true");
        get(stream(), "range", "bytes=1000-1999");
        get(stream(), "range", "bytes=0-1");
        get("/tracks/cidstream/bafy?signature=" + grant("{\"cid\":\"bafy\"}"));

        assertThat(stage.plays.recorded.poll(600, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void theGrantReachesTheContentNodeAsItWasSigned() {
        var received = new AtomicReference<>(ReadRequest.getDefaultInstance());
        stage.blobs.read = (request, observer) -> {
            received.set(request);
            readSong(request, observer);
        };

        get(stream());

        assertThat(received)
                .hasValueSatisfying(request -> assertThat(request.getGrant().getData())
                        .isEqualTo("{\"cid\":\"bafy\",\"timestamp\":1700000000000,\"trackId\":7,\"userId\":3}"));
    }

    @Test
    void aClientThatStopsReadingStopsTheContentNode() throws IOException {
        var sent = new AtomicLong();
        var cancelled = new CompletableFuture<Boolean>();
        stage.blobs.read =
                (request, observer) -> endless((ServerCallStreamObserver<ReadResponse>) observer, sent, cancelled);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), stage.gateway.port())) {
            client.setReceiveBufferSize(64 << 10);
            client.getOutputStream()
                    .write(("GET " + stream() + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            Awaitility.await()
                    .during(1, TimeUnit.SECONDS)
                    .atMost(5, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(sent.get()).isBetween(1L, 32L << 20));
        }
        assertThat(cancelled.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    private static void endless(
            ServerCallStreamObserver<ReadResponse> observer, AtomicLong sent, CompletableFuture<Boolean> cancelled) {
        observer.setOnCancelHandler(() -> cancelled.complete(true));
        observer.onNext(ReadResponse.newBuilder()
                .setHeader(
                        BlobHeader.newBuilder().setCid("bafy").setSize(1L << 40).setLength(1L << 40))
                .build());
        var piece = ReadResponse.newBuilder()
                .setData(ByteString.copyFrom(new byte[256 << 10]))
                .build();
        observer.setOnReadyHandler(() -> {
            while (observer.isReady() && sent.get() < 1L << 30) {
                sent.addAndGet(256 << 10);
                observer.onNext(piece);
            }
        });
    }

    @Test
    void aPictureMayBeKept() {
        stage.blobs.readImage = (request, observer) -> {
            observer.onNext(ReadImageResponse.newBuilder()
                    .setHeader(BlobHeader.newBuilder()
                            .setCid(request.getReference())
                            .setContentType("image/jpeg")
                            .setSize(3)
                            .setLength(3))
                    .build());
            observer.onNext(ReadImageResponse.newBuilder()
                    .setData(ByteString.copyFromUtf8(request.getVariant().substring(0, 3)))
                    .build());
            observer.onCompleted();
        };

        var answer = get("/content/bafk/150x150.jpg");

        assertThat(answer.contentUtf8()).isEqualTo("150");
        assertThat(answer.headers().get("content-type")).isEqualTo("image/jpeg");
        assertThat(answer.headers().get("cache-control")).isEqualTo("public, max-age=2592000, immutable");
    }

    @Test
    void aListenerIsSentToTheAudio() {
        stage.tracks.requests.clear();
        stage.tracks.getTrackStream = request -> GetTrackStreamResponse.newBuilder()
                .setData("http://node/tracks/cidstream/x?signature=%7B%7D")
                .build();

        var answer = get("/v1/tracks/7eP5n/stream?user_id=ML51L&preview=true&skip_play_count=true&api_key=k");

        assertThat(answer.status().code()).isEqualTo(302);
        assertThat(answer.headers().get("location")).isEqualTo("http://node/tracks/cidstream/x?signature=%7B%7D");
        assertThat(stage.tracks.requests.remove())
                .isEqualTo(GetTrackStreamRequest.newBuilder()
                        .setTrackId(1)
                        .setUserId(2)
                        .setPreview(true)
                        .setSkipPlayCount(true)
                        .build());
        assertThat(get("/v1/full/tracks/7eP5n/stream?no_redirect=true").contentUtf8())
                .isEqualTo("{\"data\":\"http://node/tracks/cidstream/x?signature=%7B%7D\"}");
    }

    @Test
    void aTrackWithoutAudioIsAnError() {
        stage.tracks.getTrackStream = request -> {
            throw new ApiException(ErrorReason.ERROR_REASON_TRACK_NOT_STREAMABLE, "track_id: no audio");
        };

        RestTest.assertError(
                get("/v1/tracks/7eP5n/stream"), 404, "NOT_FOUND", "TRACK_NOT_STREAMABLE", "track_id: no audio");
    }
}
