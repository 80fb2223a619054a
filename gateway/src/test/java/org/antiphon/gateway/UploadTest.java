package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.server.ApiException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class UploadTest {
    private static final String TYPE = "multipart/form-data; boundary=xyz";
    private static Stage stage;
    private final List<UploadHeader> headers = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        stage = Stage.start(Map.of(
                "antiphon.gateway.limits.max-upload-size", "200000000",
                "antiphon.gateway.limits.upload-idle-timeout", "PT1S"));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void takeIn() {
        stage.uploads.upload = Counting::new;
    }

    /** Answers with the size of what came. */
    private final class Counting extends Services.Discarding<UploadRequest> {
        private final StreamObserver<UploadResponse> observer;
        private long size;
        private boolean tooBig;

        Counting(StreamObserver<UploadResponse> observer) {
            this.observer = observer;
        }

        @Override
        public void onNext(UploadRequest value) {
            if (value.hasHeader()) {
                headers.add(value.getHeader());
            }
            size += value.getChunk().size();
            tooBig |= value.getChunk().size() > 256 << 10;
        }

        @Override
        public void onCompleted() {
            observer.onNext(UploadResponse.newBuilder()
                    .setUpload(Upload.newBuilder()
                            .setId(tooBig ? "chunk too big" : "01H")
                            .setSize(size))
                    .build());
            observer.onCompleted();
        }
    }

    private static String field(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, value);
    }

    private static String file(String field, String name) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: audio/wav\r\n\r\n"
                .formatted(field, name);
    }

    private static AggregatedHttpResponse post(String... parts) {
        var body = Flux.fromArray(parts).map(HttpData::ofUtf8);
        return stage.web()
                .execute(HttpRequest.of(RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", TYPE), body))
                .aggregate()
                .join();
    }

    private static void assertRefused(AggregatedHttpResponse answer, int code, String reason, String text) {
        assertThat(answer.contentUtf8()).contains("\"code\":" + code, "\"reason\":\"" + reason + "\"", text);
        assertThat(answer.status().code()).isEqualTo(code);
    }

    @Test
    void headersOfAPartThatNeverEndAreRefused() {
        var endless = new String[64];
        java.util.Arrays.fill(endless, "x".repeat(64 << 10));
        endless[0] = "--xyz\r\nContent-Disposition: form-data; name=\"";

        assertRefused(post(endless), 400, "FIELD_INVALID", "without a part");
    }

    @Test
    void aFileIsHandedOnWithItsFields() {
        var answer = post(
                field("template", "audio"),
                field("previewStartSeconds", "1.5"),
                field("placementHosts", "http://x"),
                file("files", "söng.wav") + "0123456789",
                "\r\n--xyz--\r\n");

        assertThat(answer.contentUtf8())
                .startsWith("[{\"id\":\"01H\",\"status\":")
                .contains("\"size\":10");
        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(headers)
                .containsExactly(UploadHeader.newBuilder()
                        .setTemplate(UploadTemplate.UPLOAD_TEMPLATE_AUDIO)
                        .setFilename("söng.wav")
                        .setPreviewStartSeconds(1.5)
                        .build());
    }

    @Test
    void severalFilesAreSeveralUploads() {
        var answer = post(
                field("template", "img_square"),
                file("files", "a.jpg") + "aa",
                "\r\n" + file("files", "b.jpg") + "bbb",
                "\r\n--xyz--\r\n");

        assertThat(answer.contentUtf8()).contains("\"size\":2,", "\"size\":3,");
        assertThat(headers).extracting(UploadHeader::getFilename).containsExactly("a.jpg", "b.jpg");
    }

    @Test
    void aLargeFileOfUnknownLengthIsNotHeldInMemory() {
        var mebibyte = HttpData.wrap(new byte[1 << 20]);
        var before = usedMemory();
        var peak = new AtomicLong();
        var body = Flux.concat(
                Flux.just(HttpData.ofUtf8(field("template", "audio") + file("files", "big.wav"))),
                Flux.range(0, 150).map(i -> {
                    if (i % 30 == 0) {
                        peak.accumulateAndGet(usedMemory() - before, Math::max);
                    }
                    return mebibyte;
                }),
                Flux.just(HttpData.ofUtf8("\r\n--xyz--\r\n")));

        var answer = stage.web()
                .execute(HttpRequest.of(RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", TYPE), body))
                .aggregate()
                .join();

        assertThat(answer.contentUtf8()).contains("\"id\":\"01H\"", "\"size\":" + (150L << 20));
        assertThat(peak.get()).isLessThan(60L << 20);
    }

    @ParameterizedTest
    @EnumSource
    void aLargeFileOfKnownLengthIsTakenIn(HttpClient.Version version) throws Exception {
        var head = (field("template", "audio") + file("files", "big.wav")).getBytes(StandardCharsets.UTF_8);
        var body = java.util.Arrays.copyOf(head, head.length + (20 << 20));
        var tail = "\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(tail, 0, body, body.length - tail.length, tail.length);
        var request = java.net.http.HttpRequest.newBuilder(URI.create(stage.url() + "/uploads"))
                .header("content-type", TYPE)
                .version(version)
                .POST(BodyPublishers.ofByteArray(body))
                .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.body()).contains("\"size\":" + ((20 << 20) - tail.length));
    }

    private static long usedMemory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @ParameterizedTest
    @CsvSource({"video,TEMPLATE_UNKNOWN", "'',TEMPLATE_UNKNOWN", "unspecified,TEMPLATE_UNKNOWN"})
    void anUnknownTemplateIsRefused(String template, String reason) {
        var answer = post(field("template", template), file("files", "a") + "x", "\r\n--xyz--\r\n");

        assertRefused(
                answer,
                400,
                reason,
                "template: \\\"%s\\\" (expected: audio, img_square, img_backdrop)".formatted(template));
    }

    @Test
    void aFileBeforeTheTemplateIsRefused() {
        var answer = post(file("files", "a") + "x", "\r\n" + field("template", "audio") + "--xyz--\r\n");

        assertRefused(answer, 400, "FIELD_INVALID", "in a field before the file");
    }

    @Test
    void aFormWithoutAFileIsRefused() {
        assertRefused(post(field("template", "audio"), "--xyz--\r\n"), 400, "FIELD_INVALID", "files: missing");
    }

    @Test
    void aFileInAnotherFieldIsRefused() {
        var answer = post(field("template", "audio"), file("track", "a") + "x", "\r\n--xyz--\r\n");

        assertRefused(answer, 400, "FIELD_INVALID", "track: holds a file");
    }

    @Test
    void aPreviewThatIsNoNumberIsRefused() {
        var answer = post(
                field("template", "audio"),
                field("previewStartSeconds", "soon"),
                file("files", "a") + "x",
                "\r\n--xyz--\r\n");

        assertRefused(answer, 400, "FIELD_INVALID", "previewStartSeconds: \\\"soon\\\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/form-data", "text/plain"})
    void aBodyThatIsNoFormIsRefused(String type) {
        var answer = stage.web()
                .execute(RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", type), "{}")
                .aggregate()
                .join();

        assertRefused(answer, 415, "BODY_MALFORMED", "multipart/form-data");
    }

    @Test
    void aFormThatBreaksOffIsRefused() {
        assertRefused(post(field("template", "audio"), file("files", "a") + "x"), 400, "BODY_MALFORMED", "body:");
    }

    @Test
    void anErrorOfTheContentNodeEndsTheUploadAtOnce() {
        stage.uploads.upload = observer -> new Services.Discarding<>() {
            @Override
            public void onNext(UploadRequest value) {
                if (value.hasHeader()) {
                    observer.onError(new ApiException(ErrorReason.ERROR_REASON_DISK_FULL, "disk: full"));
                }
            }
        };
        var answer = stage.web()
                .execute(HttpRequest.of(
                        RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", TYPE),
                        Flux.concat(
                                Flux.just(HttpData.ofUtf8(field("template", "audio") + file("files", "big.wav"))),
                                Flux.range(0, 50).map(i -> HttpData.wrap(new byte[1 << 20])),
                                Flux.just(HttpData.ofUtf8("\r\n--xyz--\r\n")))))
                .aggregate()
                .join();

        assertRefused(answer, 507, "DISK_FULL", "disk: full");
    }

    @Test
    void anUploadOverTheLimitIsRefused() {
        var answer = stage.web()
                .execute(HttpRequest.of(
                        RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", TYPE),
                        Flux.concat(
                                Flux.just(HttpData.ofUtf8(field("template", "audio") + file("files", "big.wav"))),
                                Flux.range(0, 220).map(i -> HttpData.wrap(new byte[1 << 20])))))
                .aggregate()
                .join();

        assertRefused(answer, 413, "FILE_TOO_LARGE", "up to 200000000 bytes");
    }

    @Test
    void anUploadThatStandsStillIsEnded() {
        var cancelled = cancellation();
        var answer = stage.web()
                .execute(HttpRequest.of(
                        RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", TYPE),
                        Flux.concat(
                                Flux.just(HttpData.ofUtf8(field("template", "audio") + file("files", "a") + "x")),
                                Flux.never())))
                .aggregate()
                .join();

        assertRefused(answer, 409, "UPLOAD_INTERRUPTED", "nothing came for 1 s");
        assertThat(cancelled.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aClientThatBreaksOffCancelsTheUpload() throws IOException {
        var cancelled = cancellation();
        try (var client = new Socket(InetAddress.getLoopbackAddress(), stage.gateway.port())) {
            var head =
                    "POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Type: " + TYPE + "\r\nContent-Length: 100000\r\n\r\n";
            client.getOutputStream()
                    .write((head + field("template", "audio") + file("files", "a") + "x".repeat(500))
                            .getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !headers.isEmpty());
        }
        assertThat(cancelled.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    private CompletableFuture<Boolean> cancellation() {
        var cancelled = new CompletableFuture<Boolean>();
        stage.uploads.upload = observer -> {
            ((ServerCallStreamObserver<UploadResponse>) observer).setOnCancelHandler(() -> cancelled.complete(true));
            return new Counting(observer);
        };
        return cancelled;
    }

    @Test
    void aSlowContentNodeSlowsTheClient() {
        stage.uploads.upload = observer -> {
            ((ServerCallStreamObserver<UploadResponse>) observer).disableAutoRequest();
            return new Services.Discarding<>();
        };
        var sent = new AtomicLong();
        var response = stage.web()
                .execute(HttpRequest.of(
                        RequestHeaders.of(HttpMethod.POST, "/uploads", "content-type", TYPE),
                        Flux.concat(
                                Flux.just(HttpData.ofUtf8(field("template", "audio") + file("files", "big.wav"))),
                                Flux.range(0, 300).map(i -> {
                                    sent.addAndGet(1 << 20);
                                    return HttpData.wrap(new byte[1 << 20]);
                                })),
                        HttpHeaders.of()))
                .aggregate();

        assertRefused(response.join(), 409, "UPLOAD_INTERRUPTED", "nothing came");
        assertThat(sent.get()).isLessThan(32L << 20);
    }

    @Test
    void chunksKeepTheirOrder() {
        var all = new ArrayList<Byte>();
        stage.uploads.upload = observer -> new Services.Discarding<>() {
            @Override
            public void onNext(UploadRequest value) {
                value.getChunk().forEach(all::add);
            }

            @Override
            public void onCompleted() {
                observer.onNext(UploadResponse.getDefaultInstance());
                observer.onCompleted();
            }
        };
        var text = new StringBuilder();
        for (var i = 0; text.length() < 700_000; i++) {
            text.append(i).append(',');
        }

        post(field("template", "audio") + file("files", "a"), text.toString(), "\r\n--xyz--\r\n");

        var received = new StringBuilder();
        all.forEach(b -> received.append((char) (byte) b));
        assertThat(received.toString()).isEqualTo(text.toString());
    }
}
