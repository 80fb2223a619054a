package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class EdgeTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.start(Map.of(
                "antiphon.gateway.limits.idle-timeout", "PT2S",
                "antiphon.gateway.limits.max-connections", "50"));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static AggregatedHttpResponse send(HttpMethod method, String path, String... headers) {
        var request = RequestHeaders.builder(method, path);
        for (var i = 0; i < headers.length; i += 2) {
            request.set(headers[i], headers[i + 1]);
        }
        return stage.web().execute(request.build()).aggregate().join();
    }

    private static String raw(String text) throws IOException {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), stage.gateway.port())) {
            client.setSoTimeout(15_000);
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/antiphon.discovery.v1.TrackService/GetTrack",
                "/v1/tracks/trending",
                "/relay",
                "/uploads",
                "/tracks/cidstream/x"
            })
    void aPreflightIsAllowedFromAnyOrigin(String path) {
        var answer = send(
                HttpMethod.OPTIONS,
                path,
                "origin",
                "https://player.example",
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "x-grpc-web,range,encoded-data-message,grpc-timeout");

        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.headers().get("access-control-allow-headers"))
                .contains(
                        "x-grpc-web",
                        "range",
                        "encoded-data-message",
                        "encoded-data-signature",
                        "authorization",
                        "content-type",
                        "x-user-agent",
                        "grpc-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tracks/trending", "/v1/nothing", "/v1/tracks/!!"})
    void everyAnswerMayBeReadByPagesOfAnyOrigin(String path) {
        var answer = send(HttpMethod.GET, path, "origin", "https://player.example");

        assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.headers().get("access-control-expose-headers"))
                .contains(
                        "grpc-status",
                        "grpc-message",
                        "grpc-status-details-bin",
                        "content-range",
                        "accept-ranges",
                        "etag",
                        "x-request-id");
    }

    @Test
    void aSaneRequestIdIsKeptAndAnotherReplaced() {
        assertThat(send(HttpMethod.GET, "/", "x-request-id", "abc-123")
                        .headers()
                        .get("x-request-id"))
                .isEqualTo("abc-123");
        assertThat(send(HttpMethod.GET, "/", "x-request-id", "a b\"; drop")
                        .headers()
                        .get("x-request-id"))
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void theLogHoldsNoSecret() {
        var log = (Logger) LoggerFactory.getLogger("ROOT");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);

        send(
                HttpMethod.GET,
                "/authentication?lookupKey=5ec4e7aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "authorization",
                "Bearer t0ken",
                "x-request-id",
                "log-test");
        send(HttpMethod.GET, "/tracks/cidstream/x?signature=5ec4e7", "cookie", "c00kie");

        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> lines.list.stream()
                        .anyMatch(line -> line.getFormattedMessage().contains("path=/tracks/cidstream/x")));
        log.detachAppender(lines);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "method=GET path=/authentication status=\\d+ grpc_status=- bytes=\\d+ ms=\\d+ request_id=log-test"))
                .noneMatch(line -> line.contains("5ec4e7") || line.contains("t0ken") || line.contains("c00kie"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/tracks/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET //../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "BREW /coffee HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/tracks/7eP5n?limit=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /relay HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
                "POST /relay HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void aMalformedRequestGetsTheErrorBodyOrNone(String request) throws IOException {
        var answer = raw(request);

        assertThat(answer).doesNotContain("HTTP/1.1 5", "Exception");
        if (answer.startsWith("HTTP/1.1 4")) {
            assertThat(answer).contains("{\"error\":{\"code\":4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tracks/%zz", "/%", "/v1/tracks/7eP5n?limit=%zz", "/v1/tracks/trending?x=a%2"})
    void aUrlThatCannotBeDecodedIsRefusedWithWhatWasExpected(String url) throws IOException {
        var answer = raw("GET " + url + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("\"reason\":\"FIELD_INVALID\"", "(expected: two hexadecimal digits after each %");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /relay HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /relay HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /relay HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\nContent-Length: nine\r\n\r\n",
                "POST /relay HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX-Nul: a\0b\r\n\r\n",
                "BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n"
            })
    void whatTheDecoderRefusesHasAnIdAndALineInTheLog(String request) throws IOException {
        var log = (Logger) LoggerFactory.getLogger("org.antiphon.gateway.access");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);

        var answer = raw(request);

        assertThat(answer).startsWith("HTTP/1.1 4").contains("{\"error\":{\"code\":4", "\"reason\":\"");
        var id = java.util.regex.Pattern.compile("x-request-id: (\\S+)").matcher(answer);
        assertThat(id.find()).isTrue();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> java.util.List.copyOf(lines.list).stream()
                                .filter(line ->
                                        line.getFormattedMessage().matches("method=.* status=4.. .*" + id.group(1)))
                                .count()
                        == 1);
        log.detachAppender(lines);
    }

    @Test
    void aLongTextOfTheCallersIsNotSentBackWhole() {
        var text = "x".repeat(9000);
        for (var answer : java.util.List.of(
                send(HttpMethod.GET, "/v1/" + text),
                send(HttpMethod.GET, "/v1/tracks/" + text),
                send(HttpMethod.GET, "/assets/" + text),
                send(HttpMethod.GET, "/tracks/cidstream/" + text),
                send(HttpMethod.GET, "/v1/tracks/7eP5n", "range", text),
                send(HttpMethod.POST, "/relay", "content-type", "text/" + text),
                send(HttpMethod.POST, "/uploads", "content-type", "text/" + text),
                send(HttpMethod.POST, "/antiphon.discovery.v1.TrackService/GetTrack", "content-type", "text/" + text),
                send(HttpMethod.POST, "/" + text, "content-type", "application/grpc"))) {
            assertThat(answer.contentUtf8() + answer.headers().get("grpc-message", ""))
                    .hasSizeLessThan(1000);
        }
    }

    @Test
    void headersOverTheLimitAreRefused() throws IOException {
        var answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "a".repeat(40_000) + "\r\n\r\n");

        assertThat(answer).doesNotContain("HTTP/1.1 2");
    }

    @Test
    void aUrlOverTheLimitIsRefused() throws IOException {
        var answer = raw("GET /v1/tracks?x=" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).doesNotContain("HTTP/1.1 2");
    }

    @Test
    void aClientThatDribblesItsHeadersIsCutOff() throws Exception {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), stage.gateway.port())) {
            client.setTcpNoDelay(true);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .pollInterval(200, TimeUnit.MILLISECONDS)
                    .until(() -> {
                        try {
                            client.getOutputStream().write('a');
                            return false;
                        } catch (SocketException cutOff) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        assertThat(raw("")).isEmpty();
    }

    @Test
    void theIndexTellsWhatThisIs() {
        var answer = send(HttpMethod.GET, "/");

        assertThat(answer.headers().get("content-type")).startsWith("text/html");
        assertThat(answer.contentUtf8()).contains("/v1/tracks/trending", "/health_check", "http://127.0.0.1:8080");
    }

    @Test
    void anUnknownRpcIsAnsweredInItsOwnProtocol() {
        for (var type : new String[] {"application/grpc", "application/grpc-web+proto", "application/grpc-web-text"}) {
            var answer = send(HttpMethod.POST, "/antiphon.discovery.v1.TrackService/Nothing", "content-type", type);

            assertThat(answer.status().code()).isEqualTo(200);
            assertThat(answer.headers().get("content-type")).isEqualTo(type);
            assertThat(answer.headers().get("grpc-status")).isEqualTo("12");
            assertThat(answer.headers().get("grpc-message")).contains("no such route");
            assertThat(answer.headers().get("grpc-status-details-bin")).isNotEmpty();
        }
    }
}
