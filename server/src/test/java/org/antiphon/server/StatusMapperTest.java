package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.antiphon.proto.common.v1.ErrorReason;
import org.junit.jupiter.api.Test;

class StatusMapperTest {
    @Test
    void everyReasonHasTheCodeThatItsCommentNames() throws IOException {
        var comments = commentsOfReasons();
        for (var reason : ErrorReason.values()) {
            if (reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED) {
                assertThat(comments.get(reason.getNumber()))
                        .as("the comment of %s", reason)
                        .contains(StatusMapper.codeOf(reason).name());
            }
        }
    }

    @Test
    void apiErrorsKeepTheirTextAndDetails() throws Exception {
        var status = StatusProto.fromThrowable(StatusMapper.toStatus(
                new ApiException(ErrorReason.ERROR_REASON_TRACK_NOT_FOUND, "track_id: 7", Map.of("track_id", "7"))));
        assertThat(status).isNotNull();
        assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND.value());
        assertThat(status.getMessage()).isEqualTo("track_id: 7");
        var info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("TRACK_NOT_FOUND");
        assertThat(info.getDomain()).isEqualTo("antiphon");
        assertThat(info.getMetadataMap()).containsEntry("track_id", "7");
    }

    @Test
    void foreignErrorsLoseTheirText() {
        var status = StatusMapper.toStatus(new IllegalStateException("password=hunter2"));
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status).hasMessageNotContaining("hunter2");
    }

    @Test
    void aBareStatusFromALibraryIsNotPassedOn() {
        var status = StatusMapper.toStatus(
                Status.UNKNOWN.withDescription("jdbc:secret").asRuntimeException(new Metadata()));
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status).hasMessageNotContaining("secret");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsUnavailable() {
        var status = StatusMapper.toStatus(new R2dbcNonTransientResourceException("connect to 10.0.0.1:5432 refused"));
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status).hasMessageNotContaining("10.0.0.1");
    }

    @Test
    void aTimeoutIsADeadline() {
        assertThat(StatusMapper.toStatus(new TimeoutException()).getStatus().getCode())
                .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    private static Map<Integer, String> commentsOfReasons() throws IOException {
        try (var protoset = StatusMapperTest.class.getResourceAsStream("/antiphon.protoset")) {
            var file = FileDescriptorSet.parseFrom(protoset).getFileList().stream()
                    .filter(each -> each.getName().endsWith("error_reason.proto"))
                    .findFirst()
                    .orElseThrow();
            var comments = new HashMap<Integer, String>();
            // A path of 5, 0, 2, i is the i-th value of the first enum, as descriptor.proto numbers its fields.
            file.getSourceCodeInfo().getLocationList().stream()
                    .filter(each -> each.getPathCount() == 4 && each.getPath(0) == 5 && each.getPath(2) == 2)
                    .forEach(each -> comments.put(
                            file.getEnumType(0).getValue(each.getPath(3)).getNumber(), each.getLeadingComments()));
            return comments;
        }
    }
}
