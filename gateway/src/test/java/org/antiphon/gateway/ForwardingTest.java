package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.BlobServiceGrpc;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.content.v1.UploadServiceGrpc;
import org.antiphon.proto.content.v1.WatchUploadRequest;
import org.antiphon.proto.content.v1.WatchUploadResponse;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;
import org.antiphon.proto.identity.v1.PlayServiceGrpc;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.antiphon.server.ApiException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForwardingTest {
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
        stage.headers.clear();
    }

    private static ApiException refusal() {
        return new ApiException(ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND, "id: \"ü\" unknown", Map.of("id", "u"));
    }

    private static void assertRefusal(Status error) throws Exception {
        assertThat(error.getCode()).isEqualTo(io.grpc.Status.Code.NOT_FOUND.value());
        assertThat(error.getMessage()).isEqualTo("id: \"ü\" unknown");
        assertThat(error.getDetails(0).unpack(ErrorInfo.class))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setReason("UPLOAD_NOT_FOUND")
                        .setDomain("antiphon")
                        .putMetadata("id", "u")
                        .build());
    }

    private static TrackServiceGrpc.TrackServiceBlockingStub tracks(Protocol protocol) {
        return protocol.stub(stage, TrackServiceGrpc.TrackServiceBlockingStub.class, TrackServiceGrpc::newBlockingStub);
    }

    private static UploadServiceGrpc.UploadServiceStub uploads(Protocol protocol) {
        return protocol.stub(stage, UploadServiceGrpc.UploadServiceStub.class, UploadServiceGrpc::newStub);
    }

    private static WatchUploadResponse state(int number) {
        return WatchUploadResponse.newBuilder()
                .setUpload(Upload.newBuilder().setSize(number))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void unaryAnswers(Protocol protocol) {
        var track = Track.newBuilder().setId(7).setTitle("x".repeat(100_000)).build();
        stage.tracks.getTrack = Services.answering(
                request -> GetTrackResponse.newBuilder().setData(track).build());

        var answer = tracks(protocol)
                .getTrack(GetTrackRequest.newBuilder().setTrackId(7).build());

        assertThat(answer.getData()).isEqualTo(track);
    }

    @ParameterizedTest
    @EnumSource
    void unaryErrorsKeepTheirDetails(Protocol protocol) {
        stage.tracks.getTrack = Services.answering(request -> {
            throw refusal();
        });

        assertThatThrownBy(() -> tracks(protocol)
                        .getTrack(GetTrackRequest.newBuilder().setTrackId(7).build()))
                .satisfies(failure -> assertRefusal(Protocol.errorOf(failure)));
    }

    @ParameterizedTest
    @EnumSource
    void serverStreamsKeepTheirOrder(Protocol protocol) {
        stage.uploads.watchUpload = (request, observer) -> {
            IntStream.range(0, 100).forEach(i -> observer.onNext(state(i)));
            observer.onCompleted();
        };
        var inbox = new Inbox<WatchUploadResponse>();

        uploads(protocol).watchUpload(WatchUploadRequest.newBuilder().setId("a").build(), inbox);

        assertThat(inbox.completed())
                .extracting(each -> each.getUpload().getSize())
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(Long::valueOf).toList());
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyServerStreamEndsWell(Protocol protocol) {
        stage.uploads.watchUpload = (request, observer) -> observer.onCompleted();
        var inbox = new Inbox<WatchUploadResponse>();

        uploads(protocol).watchUpload(WatchUploadRequest.newBuilder().setId("a").build(), inbox);

        assertThat(inbox.completed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void serverStreamErrorsBeforeTheFirstMessageKeepTheirDetails(Protocol protocol) throws Exception {
        stage.uploads.watchUpload = (request, observer) -> observer.onError(refusal());
        var inbox = new Inbox<WatchUploadResponse>();

        uploads(protocol).watchUpload(WatchUploadRequest.newBuilder().setId("a").build(), inbox);

        assertRefusal(inbox.failed());
        assertThat(inbox.messages).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void serverStreamErrorsAfterTheFirstMessageKeepTheirDetails(Protocol protocol) throws Exception {
        stage.uploads.watchUpload = (request, observer) -> {
            observer.onNext(state(1));
            observer.onError(refusal());
        };
        var inbox = new Inbox<WatchUploadResponse>();

        uploads(protocol).watchUpload(WatchUploadRequest.newBuilder().setId("a").build(), inbox);

        assertRefusal(inbox.failed());
        assertThat(inbox.messages).containsExactly(state(1));
    }

    @ParameterizedTest
    @EnumSource
    void clientStreamsArriveWhole(Protocol protocol) {
        stage.uploads.upload = Services.<UploadRequest, UploadResponse>collecting((requests, observer) -> {
            var size =
                    requests.stream().mapToLong(each -> each.getChunk().size()).sum();
            observer.onNext(UploadResponse.newBuilder()
                    .setUpload(Upload.newBuilder().setSize(size))
                    .build());
            observer.onCompleted();
        });
        var inbox = new Inbox<UploadResponse>();

        var sending = uploads(protocol).upload(inbox);
        IntStream.range(0, 50).forEach(i -> sending.onNext(chunk(1000)));
        sending.onCompleted();

        assertThat(inbox.completed().getFirst().getUpload().getSize()).isEqualTo(50_000);
    }

    @ParameterizedTest
    @EnumSource
    void clientStreamErrorsBeforeTheEndKeepTheirDetails(Protocol protocol) throws Exception {
        stage.uploads.upload = observer -> new Services.Discarding<>() {
            @Override
            public void onNext(UploadRequest value) {
                observer.onError(refusal());
            }
        };
        var inbox = new Inbox<UploadResponse>();

        uploads(protocol).upload(inbox).onNext(chunk(10));

        assertRefusal(inbox.failed());
    }

    @ParameterizedTest
    @EnumSource
    void clientStreamErrorsAtTheEndKeepTheirDetails(Protocol protocol) throws Exception {
        stage.uploads.upload =
                Services.<UploadRequest, UploadResponse>collecting((requests, observer) -> observer.onError(refusal()));
        var inbox = new Inbox<UploadResponse>();

        var sending = uploads(protocol).upload(inbox);
        sending.onNext(chunk(10));
        sending.onCompleted();

        assertRefusal(inbox.failed());
    }

    private static UploadRequest chunk(int size) {
        return UploadRequest.newBuilder()
                .setChunk(ByteString.copyFrom(new byte[size]))
                .build();
    }

    @Test
    void cancellationReachesTheService() {
        var cancelled = new CompletableFuture<Boolean>();
        var watching = new CompletableFuture<Boolean>();
        stage.uploads.watchUpload = (request, observer) -> {
            ((ServerCallStreamObserver<WatchUploadResponse>) observer)
                    .setOnCancelHandler(() -> cancelled.complete(true));
            watching.complete(true);
        };

        var call = io.grpc.stub.ClientCalls.futureUnaryCall(
                stage.grpc()
                        .newCall(
                                UploadServiceGrpc.getWatchUploadMethod().toBuilder()
                                        .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
                                        .build(),
                                io.grpc.CallOptions.DEFAULT),
                WatchUploadRequest.newBuilder().setId("a").build());
        watching.orTimeout(10, TimeUnit.SECONDS).join();
        call.cancel(true);

        assertThat(cancelled.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aShorterDeadlineOfTheCallerReachesTheService() throws InterruptedException {
        stage.tracks.getTrack = (request, observer) -> {};

        assertThatThrownBy(() -> tracks(Protocol.GRPC)
                        .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                        .getTrack(GetTrackRequest.newBuilder().setTrackId(1).build()))
                .satisfies(failure ->
                        assertThat(Protocol.errorOf(failure).getCode()).isEqualTo(4));
        assertThat(timeoutMillis()).isBetween(0L, 300L);
    }

    @Test
    void aLongerDeadlineOfTheCallerIsCutToThePolicys() throws InterruptedException {
        stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());

        tracks(Protocol.GRPC)
                .withDeadlineAfter(100, TimeUnit.SECONDS)
                .getTrack(GetTrackRequest.newBuilder().setTrackId(1).build());

        assertThat(timeoutMillis()).isBetween(3_000L, 5_000L);
    }

    @Test
    void aCallWithoutDeadlineGetsThePolicys() throws InterruptedException {
        stage.tracks.getTrack = Services.answering(request -> GetTrackResponse.getDefaultInstance());

        tracks(Protocol.GRPC_WEB)
                .getTrack(GetTrackRequest.newBuilder().setTrackId(1).build());

        assertThat(timeoutMillis()).isBetween(3_000L, 5_000L);
    }

    private static long timeoutMillis() throws InterruptedException {
        var received = stage.take(stage.headers, io.grpc.Metadata.class);
        return java.util.Objects.requireNonNull(received.get(io.grpc.internal.GrpcUtil.TIMEOUT_KEY)) / 1_000_000;
    }

    @Test
    void aSlowReaderSlowsTheServiceInsteadOfFillingMemory() {
        var sent = new AtomicLong();
        var piece = ReadResponse.newBuilder()
                .setData(ByteString.copyFrom(new byte[256 << 10]))
                .build();
        stage.blobs.read = (request, observer) -> {
            var call = (ServerCallStreamObserver<ReadResponse>) observer;
            call.setOnReadyHandler(() -> {
                while (call.isReady() && sent.get() < 2000) {
                    sent.incrementAndGet();
                    call.onNext(piece);
                }
            });
        };
        var reader = new SlowReader();
        BlobServiceGrpc.newStub(stage.grpc())
                .read(ReadRequest.newBuilder().setCid("c").build(), reader);

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> sent.get() > 3);
        Awaitility.await()
                .during(1, TimeUnit.SECONDS)
                .atMost(5, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(sent.get() * piece.getSerializedSize()).isLessThan(24L << 20));

        reader.finish();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> sent.get() == 2000);
    }

    /** Takes one message and then waits. */
    private static final class SlowReader implements ClientResponseObserver<ReadRequest, ReadResponse> {
        private final CompletableFuture<ClientCallStreamObserver<ReadRequest>> call = new CompletableFuture<>();
        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public void beforeStart(ClientCallStreamObserver<ReadRequest> stream) {
            stream.disableAutoRequestWithInitial(1);
            call.complete(stream);
        }

        void finish() {
            call.join().request(Integer.MAX_VALUE);
        }

        @Override
        public void onNext(ReadResponse value) {
            sizes.add(value.getData().size());
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    @Test
    void aSlowServiceSlowsTheSender() {
        var call = new CompletableFuture<ServerCallStreamObserver<UploadResponse>>();
        stage.uploads.upload = observer -> {
            var stream = (ServerCallStreamObserver<UploadResponse>) observer;
            stream.disableAutoRequest();
            call.complete(stream);
            return new Services.Discarding<>();
        };
        var sent = new AtomicLong();
        uploads(Protocol.GRPC).upload(new Sender(sent));

        call.orTimeout(10, TimeUnit.SECONDS).join();
        Awaitility.await()
                .during(1, TimeUnit.SECONDS)
                .atMost(5, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(sent.get()).isLessThan(24L << 20));
    }

    /** Sends as much as it is let. */
    private static final class Sender implements ClientResponseObserver<UploadRequest, UploadResponse> {
        private final AtomicLong sent;

        Sender(AtomicLong sent) {
            this.sent = sent;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<UploadRequest> stream) {
            stream.setOnReadyHandler(() -> {
                while (stream.isReady() && sent.get() < 512L << 20) {
                    sent.addAndGet(256 << 10);
                    stream.onNext(chunk(256 << 10));
                }
            });
        }

        @Override
        public void onNext(UploadResponse value) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    @ParameterizedTest
    @EnumSource
    void anInternalRpcIsUnknownToTheWorld(Protocol protocol) {
        var plays =
                protocol.stub(stage, PlayServiceGrpc.PlayServiceBlockingStub.class, PlayServiceGrpc::newBlockingStub);

        assertThatThrownBy(() -> plays.recordPlays(RecordPlaysRequest.getDefaultInstance()))
                .satisfies(failure -> {
                    var error = Protocol.errorOf(failure);
                    assertThat(error.getCode()).isEqualTo(io.grpc.Status.Code.UNIMPLEMENTED.value());
                    assertThat(error.getDetails(0).unpack(ErrorInfo.class).getReason())
                            .isEqualTo("ROUTE_UNKNOWN");
                });
    }

    @Test
    void bytesThatAreNoMessageAreTheCallersFault() {
        var method = TrackServiceGrpc.getGetTrackMethod().toBuilder(
                        new Garbage(), TrackServiceGrpc.getGetTrackMethod().getResponseMarshaller())
                .build();

        assertThatThrownBy(() -> io.grpc.stub.ClientCalls.blockingUnaryCall(
                        stage.grpc(), method, io.grpc.CallOptions.DEFAULT, "garbage"))
                .satisfies(failure -> {
                    var error = Protocol.errorOf(failure);
                    assertThat(error.getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT.value());
                    assertThat(error.getDetails(0).unpack(ErrorInfo.class).getReason())
                            .isEqualTo("BODY_MALFORMED");
                });
    }

    private static final class Garbage implements io.grpc.MethodDescriptor.Marshaller<String> {
        @Override
        public java.io.InputStream stream(String value) {
            return new java.io.ByteArrayInputStream(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
        }

        @Override
        public String parse(java.io.InputStream stream) {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource({"GRPC,5", "GRPC,12", "GRPC_WEB,5", "GRPC_WEB,12", "GRPC_WEB_TEXT,5"})
    void aMessageOverTheLimitIsRefused(Protocol protocol, int mebibytes) throws Exception {
        var request = WatchUploadRequest.newBuilder()
                .setId("x".repeat(mebibytes << 20))
                .build();
        var inbox = new Inbox<WatchUploadResponse>();

        uploads(protocol).watchUpload(request, inbox);

        var error = inbox.failed();
        assertThat(error.getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED.value());
        assertThat(error.getDetails(0).unpack(ErrorInfo.class).getReason()).isEqualTo("REQUEST_TOO_LARGE");
    }

    @Test
    void aStreamOfRequestsMayBeLargerThanAMessage() {
        stage.uploads.upload = Services.<UploadRequest, UploadResponse>collecting((requests, observer) -> {
            observer.onNext(UploadResponse.newBuilder()
                    .setUpload(Upload.newBuilder().setSize(requests.size()))
                    .build());
            observer.onCompleted();
        });
        var inbox = new Inbox<UploadResponse>();

        var sending = uploads(Protocol.GRPC).upload(inbox);
        IntStream.range(0, 40).forEach(i -> sending.onNext(chunk(1 << 20)));
        sending.onCompleted();

        assertThat(inbox.completed().getFirst().getUpload().getSize()).isEqualTo(40);
    }

    @Test
    void reflectionNamesThePublicServices() {
        var inbox = new Inbox<io.grpc.reflection.v1.ServerReflectionResponse>();

        StreamObserver<io.grpc.reflection.v1.ServerReflectionRequest> asking =
                io.grpc.reflection.v1.ServerReflectionGrpc.newStub(stage.grpc()).serverReflectionInfo(inbox);
        asking.onNext(io.grpc.reflection.v1.ServerReflectionRequest.newBuilder()
                .setListServices("")
                .build());
        asking.onCompleted();

        assertThat(inbox.completed().getFirst().getListServicesResponse().getServiceList())
                .extracting(each -> each.getName())
                .contains("antiphon.discovery.v1.TrackService", "grpc.health.v1.Health")
                .doesNotContain("antiphon.identity.v1.PlayService", "antiphon.common.v1.HealthService");
    }

    @Test
    void reflectionAnswersOlderClientsTheSame() {
        var inbox = new Inbox<io.grpc.reflection.v1alpha.ServerReflectionResponse>();

        StreamObserver<io.grpc.reflection.v1alpha.ServerReflectionRequest> asking =
                io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(stage.grpc())
                        .serverReflectionInfo(inbox);
        asking.onNext(io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                .setListServices("")
                .build());
        asking.onCompleted();

        assertThat(inbox.completed().getFirst().getListServicesResponse().getServiceList())
                .extracting(each -> each.getName())
                .contains("antiphon.discovery.v1.TrackService", "grpc.health.v1.Health");
    }

    @Test
    void theStandardHealthServiceSaysServing() {
        var answer = io.grpc.health.v1.HealthGrpc.newBlockingStub(stage.grpc())
                .check(io.grpc.health.v1.HealthCheckRequest.getDefaultInstance());

        assertThat(answer.getStatus()).isEqualTo(io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
    }
}
