package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.HealthServiceGrpc;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.antiphon.proto.discovery.v1.ReactorTrackServiceGrpc;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;
import org.antiphon.proto.identity.v1.ReactorRelayServiceGrpc;
import org.antiphon.proto.identity.v1.RelayRequest;
import org.antiphon.proto.identity.v1.RelayServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ServiceHostTest {
    private record Loopback(String host, int grpcPort, int adminPort) implements ListenConfig {}

    private static final long FAILS = 1;
    private static final long HANGS = 2;
    private static final long BREAKS = 3;
    private static final long THROWS = 4;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private ServiceHost host;
    private ManagedChannel channel;

    @BeforeEach
    void start() {
        host = ServiceHost.create("sample", new Loopback("127.0.0.1", 0, 0))
                .serve(new Tracks(), new ReactorRelayServiceGrpc.RelayServiceImplBase() {});
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        host.close();
    }

    private final class Tracks extends ReactorTrackServiceGrpc.TrackServiceImplBase {
        @Override
        public Mono<GetTrackResponse> getTrack(GetTrackRequest request) {
            return switch ((int) request.getTrackId()) {
                case (int) FAILS ->
                    Mono.error(new ApiException(ErrorReason.ERROR_REASON_TRACK_NOT_FOUND, "track_id: 1"));
                case (int) HANGS ->
                    Mono.<GetTrackResponse>never()
                            .doOnSubscribe(subscribed -> reached.countDown())
                            .doOnCancel(cancelled::countDown);
                case (int) BREAKS -> Mono.error(new IllegalStateException("password=hunter2"));
                case (int) THROWS -> throw new IllegalArgumentException("password=hunter2");
                default -> Mono.just(GetTrackResponse.getDefaultInstance());
            };
        }
    }

    private GetTrackResponse call(long id) {
        return TrackServiceGrpc.newBlockingStub(channel)
                .getTrack(GetTrackRequest.newBuilder().setTrackId(id).build());
    }

    @Test
    void answersComeThrough() {
        assertThat(call(99)).isEqualTo(GetTrackResponse.getDefaultInstance());
    }

    @Test
    void apiErrorsArriveWithTheirReason() throws Exception {
        assertThat(infoOf(FAILS, Status.Code.NOT_FOUND).getReason()).isEqualTo("TRACK_NOT_FOUND");
    }

    @Test
    void faultsOfOursArriveWithoutTheirText() throws Exception {
        assertThat(infoOf(BREAKS, Status.Code.INTERNAL).getReason()).isEqualTo("INTERNAL");
        assertThat(infoOf(THROWS, Status.Code.INTERNAL).getReason()).isEqualTo("INTERNAL");
        assertThatThrownBy(() -> call(THROWS)).hasMessageNotContaining("hunter2");
    }

    @Test
    void aCallWithoutARequestIsTheCallersFault() {
        var answer = new CompletableFuture<GetTrackResponse>();
        var requests = ClientCalls.asyncClientStreamingCall(
                channel.newCall(TrackServiceGrpc.getGetTrackMethod(), CallOptions.DEFAULT),
                new StreamObserver<GetTrackResponse>() {
                    @Override
                    public void onNext(GetTrackResponse value) {
                        answer.complete(value);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });

        requests.onCompleted();

        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
                    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(StatusProto.fromThrowable(refused).toString()).contains("BODY_MALFORMED");
                });
    }

    @Test
    void aRequestOutOfBoundsNeverReachesTheService() throws Exception {
        var info = infoOf(-5, Status.Code.INVALID_ARGUMENT);
        assertThat(info.getReason()).isEqualTo("FIELD_INVALID");
        assertThat(info.getMetadataMap()).containsEntry("fields", "track_id");
        assertThatThrownBy(() -> call(-5)).hasMessageContaining("track_id: \"-5\" (expected:");
    }

    @Test
    void aFieldIsNamedAsInJson() {
        var relay = RelayServiceGrpc.newBlockingStub(channel);

        assertThatThrownBy(() -> relay.relay(
                        RelayRequest.newBuilder().setEncodedAbi("0x").build()))
                .hasMessageContaining("encodedABI: \"0x\" (expected:");
        assertThatThrownBy(() -> relay.relay(
                        RelayRequest.newBuilder().setContractAddress("0xZZ").build()))
                .hasMessageContaining("contractAddress: \"0xZZ\" (expected:");
    }

    @Test
    void theDeadlineReachesTheService() throws InterruptedException {
        assertThatThrownBy(() -> TrackServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(Duration.ofMillis(100))
                        .getTrack(GetTrackRequest.newBuilder().setTrackId(HANGS).build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        error -> assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancellationReachesTheService() throws InterruptedException {
        var call = channel.newCall(TrackServiceGrpc.getGetTrackMethod(), CallOptions.DEFAULT);
        var answer = ClientCalls.futureUnaryCall(
                call, GetTrackRequest.newBuilder().setTrackId(HANGS).build());
        assertThat(reached.await(5, TimeUnit.SECONDS)).isTrue();
        answer.cancel(true);
        assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void healthTellsTheReasonEverywhere() throws Exception {
        var component = host.health().component("disk");
        component.unhealthy("full");
        assertThat(grpcHealth()).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(admin("/health/ready").statusCode()).isEqualTo(503);
        assertThat(admin("/health/ready").body()).contains("\"full\"");
        assertThat(admin("/health/live").statusCode()).isEqualTo(200);
        var health = HealthServiceGrpc.newBlockingStub(channel).getHealth(GetHealthRequest.getDefaultInstance());
        assertThat(health.getState()).isEqualTo(HealthState.HEALTH_STATE_UNHEALTHY);
        assertThat(health.getComponents(0).getReason()).isEqualTo("full");
        component.healthy();
        assertThat(grpcHealth()).isEqualTo(ServingStatus.SERVING);
        assertThat(admin("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsCountCalls() throws Exception {
        call(99);
        assertThat(admin("/metrics").body()).contains("grpc_server_processing_duration_seconds_count");
        assertThat(admin("/nothing").statusCode()).isEqualTo(404);
    }

    private ServingStatus grpcHealth() {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d%s".formatted(host.adminPort(), path));
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private ErrorInfo infoOf(long id, Status.Code expected) throws Exception {
        try {
            call(id);
        } catch (StatusRuntimeException error) {
            assertThat(error.getStatus().getCode()).isEqualTo(expected);
            var status = StatusProto.fromThrowable(error);
            assertThat(status).isNotNull();
            return status.getDetails(0).unpack(ErrorInfo.class);
        }
        throw new AssertionError("the call succeeded");
    }
}
