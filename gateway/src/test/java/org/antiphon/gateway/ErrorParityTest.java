package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.rpc.ErrorInfo;
import java.util.Map;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same failure says the same over every protocol. */
class ErrorParityTest {
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.start(Map.of("antiphon.gateway.breaker.minimum-calls", "1000"));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ERROR_REASON_UNSPECIFIED", "UNRECOGNIZED"})
    void aReasonIsTheSameOverEveryProtocol(ErrorReason reason) {
        stage.tracks.getTrack = Services.answering(request -> {
            throw new ApiException(reason, "field: \"välue\" (expected: better)", Map.of("key", "value"));
        });
        var expected = com.google.rpc.Status.newBuilder()
                .setCode(StatusMapper.codeOf(reason).value())
                .setMessage("field: \"välue\" (expected: better)")
                .addDetails(com.google.protobuf.Any.pack(ErrorInfo.newBuilder()
                        .setReason(StatusMapper.nameOf(reason))
                        .setDomain("antiphon")
                        .putMetadata("key", "value")
                        .build()))
                .build();

        for (var protocol : Protocol.values()) {
            var stub = protocol.stub(
                    stage, TrackServiceGrpc.TrackServiceBlockingStub.class, TrackServiceGrpc::newBlockingStub);
            var failure = catchThrowable(() ->
                    stub.getTrack(GetTrackRequest.newBuilder().setTrackId(1).build()));
            assertThat(Protocol.errorOf(failure)).isEqualTo(expected);
        }
        var rest = stage.web().get("/v1/tracks/7eP5n").aggregate().join();
        assertThat(rest.contentUtf8())
                .isEqualTo(
                        ("{\"error\":{\"code\":%d,\"status\":\"%s\",\"message\":\"field: \\\"välue\\\" (expected: better)\","
                                        + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"%s\","
                                        + "\"domain\":\"antiphon\",\"metadata\":{\"key\":\"value\"}}]}}")
                                .formatted(
                                        rest.status().code(),
                                        StatusMapper.codeOf(reason),
                                        StatusMapper.nameOf(reason)));
        assertThat(rest.status().isError()).isTrue();
    }
}
