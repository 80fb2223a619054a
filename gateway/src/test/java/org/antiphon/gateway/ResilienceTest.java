package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.antiphon.proto.identity.v1.RelayResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ResilienceTest {
    private static final String TRACK = "/v1/tracks/7eP5n";

    private static com.linecorp.armeria.common.AggregatedHttpResponse get(Stage stage) {
        return stage.web().get(TRACK).aggregate().join();
    }

    private static StatusRuntimeException unavailable() {
        return org.antiphon.server.StatusMapper.toStatus(new org.antiphon.server.ApiException(
                org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE, "not now"));
    }

    @Test
    void aReadIsSentAgainWhenTheServiceWasUnavailable() {
        try (var stage = Stage.start()) {
            var calls = new AtomicInteger();
            stage.tracks.getTrack = Services.answering(request -> {
                if (calls.incrementAndGet() < 3) {
                    throw unavailable();
                }
                return GetTrackResponse.getDefaultInstance();
            });

            assertThat(get(stage).status().code()).isEqualTo(200);
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void aReadIsSentThreeTimesAndNoMore() {
        try (var stage = Stage.start()) {
            var calls = new AtomicInteger();
            stage.tracks.getTrack = Services.answering(request -> {
                calls.incrementAndGet();
                throw unavailable();
            });

            assertThat(get(stage).status().code()).isEqualTo(503);
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void aWriteIsSentOnce() {
        try (var stage = Stage.start()) {
            var calls = new AtomicInteger();
            stage.relays.relay = request -> {
                calls.incrementAndGet();
                throw unavailable();
            };

            var answer = stage.web()
                    .post("/relay", "{\"encodedABI\":\"0xd622c72d00\"}")
                    .aggregate()
                    .join();

            assertThat(answer.status().code()).isEqualTo(503);
            assertThat(answer.headers().get("retry-after")).isEqualTo("1");
            assertThat(calls).hasValue(1);
            assertThat(RelayResponse.getDefaultInstance()).isNotNull();
        }
    }

    @Test
    void aServiceThatIsGoneIsNamedWithoutItsAddress() {
        try (var stage = Stage.start()) {
            stage.stop("discovery");

            RestTest.assertError(
                    get(stage),
                    503,
                    "UNAVAILABLE",
                    "SERVICE_UNAVAILABLE",
                    "discovery: can't be reached (try again later)");
        }
    }

    @Test
    void theCircuitOpensWhileAServiceFailsAndClosesAfterwards() {
        try (var stage = Stage.start(Map.of(
                "antiphon.gateway.breaker.minimum-calls", "5",
                "antiphon.gateway.breaker.window", "5",
                "antiphon.gateway.breaker.open-for", "PT1S",
                "antiphon.gateway.breaker.trial-calls", "1"))) {
            var calls = new AtomicInteger();
            stage.tracks.getTrack = Services.answering(request -> {
                calls.incrementAndGet();
                throw new IllegalStateException("broken");
            });
            for (var i = 0; i < 5; i++) {
                assertThat(get(stage).status().code()).isEqualTo(500);
            }

            assertThat(get(stage).contentUtf8()).contains("\"code\":503", "discovery: failed too often just now");
            assertThat(calls).hasValue(5);
            assertThat(stage.web().get("/health_check").aggregate().join().contentUtf8())
                    .contains("upstream.discovery", "circuit OPEN");

            stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(get(stage).status().code()).isEqualTo(200));
        }
    }

    @Test
    void aCallersOwnShortDeadlineDoesNotOpenTheCircuit() {
        try (var stage = Stage.start(Map.of(
                "antiphon.gateway.breaker.minimum-calls", "3",
                "antiphon.gateway.breaker.window", "3"))) {
            stage.tracks.getTrack = (request, observer) -> {};
            var stub = org.antiphon.proto.discovery.v1.TrackServiceGrpc.newBlockingStub(stage.grpc());
            for (var i = 0; i < 5; i++) {
                var failure = org.assertj.core.api.Assertions.catchThrowable(
                        () -> stub.withDeadlineAfter(20, TimeUnit.MILLISECONDS)
                                .getTrack(org.antiphon.proto.discovery.v1.GetTrackRequest.newBuilder()
                                        .setTrackId(1)
                                        .build()));
                assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            }
            stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());

            assertThat(get(stage).status().code()).isEqualTo(200);
        }
    }

    @Test
    void moreCallsThanAllowedAtOnceAreRefused() {
        try (var stage = Stage.start(Map.of("antiphon.gateway.limits.concurrent-calls", "1"))) {
            var waiting = new CompletableFuture<StreamObserver<GetTrackResponse>>();
            stage.tracks.getTrack = (request, observer) -> waiting.complete(observer);
            var first = stage.web().get(TRACK).aggregate();
            var held = waiting.orTimeout(10, TimeUnit.SECONDS).join();

            var second = get(stage);

            assertThat(second.status().code()).isEqualTo(429);
            assertThat(second.contentUtf8()).contains("\"reason\":\"OVERLOADED\"", "discovery: 1 calls at once");
            held.onNext(GetTrackResponse.getDefaultInstance());
            held.onCompleted();
            assertThat(first.join().status().code()).isEqualTo(200);
            stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());
            assertThat(get(stage).status().code()).isEqualTo(200);
        }
    }

    @Test
    void aServiceThatDoesNotAnswerEndsWithThePolicysDeadline() {
        try (var stage = Stage.start()) {
            stage.tracks.getTrack = (request, observer) -> {};

            var answer = get(stage);

            assertThat(answer.status().code()).isEqualTo(504);
            assertThat(answer.contentUtf8()).contains("\"reason\":\"DEADLINE_EXCEEDED\"");
        }
    }

    @Test
    void aRestClientThatGoesAwayCancelsTheCall() {
        try (var stage = Stage.start()) {
            var cancelled = new CompletableFuture<Boolean>();
            var called = new CompletableFuture<Boolean>();
            stage.tracks.getTrack = (request, observer) -> {
                ((io.grpc.stub.ServerCallStreamObserver<GetTrackResponse>) observer)
                        .setOnCancelHandler(() -> cancelled.complete(true));
                called.complete(true);
            };
            var response = stage.web().get(TRACK);
            called.orTimeout(10, TimeUnit.SECONDS).join();

            response.abort();

            assertThat(cancelled.orTimeout(3, TimeUnit.SECONDS).join()).isTrue();
        }
    }

    @Test
    void requestsInFlightEndWellWhenTheGatewayStops() {
        try (var stage = Stage.start()) {
            var waiting = new CompletableFuture<StreamObserver<GetTrackResponse>>();
            stage.tracks.getTrack = (request, observer) -> waiting.complete(observer);
            var inFlight = stage.web().get(TRACK).aggregate();
            var held = waiting.orTimeout(10, TimeUnit.SECONDS).join();
            var stopping = CompletableFuture.runAsync(stage.gateway::close);

            held.onNext(GetTrackResponse.getDefaultInstance());
            held.onCompleted();

            assertThat(inFlight.join().status().code()).isEqualTo(200);
            stopping.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }
}
