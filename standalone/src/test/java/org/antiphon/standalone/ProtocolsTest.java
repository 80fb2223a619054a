package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetUserByHandleRequest;
import org.antiphon.proto.discovery.v1.ListTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.SearchTracksRequest;
import org.antiphon.proto.discovery.v1.SearchTracksResponse;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;
import org.antiphon.proto.discovery.v1.UserServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same reads over gRPC and over gRPC-Web, binary and text, on the gateway's one port. */
class ProtocolsTest {
    private static final int TRAILERS = 0x80;
    private static final String SEARCH = "/antiphon.discovery.v1.TrackService/SearchTracks";

    @RegisterExtension
    static final StandaloneExtension antiphon = new StandaloneExtension();

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        var url = antiphon.standalone().url();
        channel = NettyChannelBuilder.forAddress(url.getHost(), url.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void grpcAnswersWhatRestAnswers() {
        var tracks = TrackServiceGrpc.newBlockingStub(channel)
                .listTrendingTracks(
                        ListTrendingTracksRequest.newBuilder().setLimit(5).build())
                .getDataList();
        var rest =
                antiphon.edge().json("/v1/tracks/trending?limit=5").path("data").findValuesAsText("title");
        assertThat(tracks).extracting(Track::getTitle).containsExactlyElementsOf(rest);
        var user = UserServiceGrpc.newBlockingStub(channel)
                .getUserByHandle(GetUserByHandleRequest.newBuilder()
                        .setHandle("night_ferry")
                        .build());
        assertThat(user.getData().getName()).isEqualTo("Night Ferry");
    }

    @Test
    void reflectionListsThePublicServices() throws Exception {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse value) {
                answer.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        var names = answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
                .map(service -> service.getName())
                .toList();
        requests.onCompleted();
        assertThat(names)
                .contains(
                        "antiphon.discovery.v1.TrackService",
                        "antiphon.content.v1.UploadService",
                        "antiphon.identity.v1.RelayService")
                .doesNotContain("antiphon.identity.v1.PlayService");
    }

    @Test
    void theGatewayAnswersGrpcHealth() {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void grpcErrorsCarryTheReason() {
        assertThatThrownBy(() -> TrackServiceGrpc.newBlockingStub(channel)
                        .getTrack(GetTrackRequest.newBuilder().setTrackId(5).build()))
                .satisfies(error -> assertThat(reasonOf(error)).isEqualTo("TRACK_NOT_FOUND"));
    }

    @Test
    void grpcWebBinaryAnswers() throws Exception {
        var answer = antiphon.edge().post(SEARCH, "application/grpc-web+proto", frame(harbour()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(titles(answer.body())).contains("Harbour at Dawn");
    }

    @Test
    void grpcWebTextAnswers() throws Exception {
        var answer = antiphon.edge()
                .post(
                        SEARCH,
                        "application/grpc-web-text+proto",
                        Base64.getEncoder().encode(frame(harbour())));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(titles(decodeChunks(answer.body()))).contains("Harbour at Dawn");
    }

    private static byte[] harbour() {
        return SearchTracksRequest.newBuilder().setQuery("harbour").build().toByteArray();
    }

    private static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static List<String> titles(byte[] body) throws InvalidProtocolBufferException {
        var frames = ByteBuffer.wrap(body);
        var titles = new ArrayList<String>();
        var trailers = "";
        while (frames.hasRemaining()) {
            var flag = frames.get() & 0xff;
            var content = new byte[frames.getInt()];
            frames.get(content);
            if (flag == TRAILERS) {
                trailers = new String(content, StandardCharsets.UTF_8);
            } else {
                SearchTracksResponse.parseFrom(content).getDataList().forEach(track -> titles.add(track.getTitle()));
            }
        }
        assertThat(trailers.replace(" ", "")).contains("grpc-status:0");
        return titles;
    }

    /** A text body is any number of base64 pieces, each padded by itself. */
    private static byte[] decodeChunks(byte[] body) {
        var out = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += 4) {
            out.writeBytes(Base64.getDecoder().decode(java.util.Arrays.copyOfRange(body, i, i + 4)));
        }
        return out.toByteArray();
    }

    private static String reasonOf(Throwable error) {
        try {
            var status = StatusProto.fromThrowable(error);
            return status == null
                    ? ""
                    : status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }
}
