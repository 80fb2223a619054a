package org.antiphon.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Calls that fail as they should. */
public final class Failures {
    private Failures() {}

    /** The reason that a call fails with. */
    public static String reasonOf(Runnable call, Status.Code code) {
        var failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        return StatusProto.fromThrowable(failure).getDetailsList().stream()
                .map(detail -> {
                    try {
                        return detail.unpack(ErrorInfo.class).getReason();
                    } catch (InvalidProtocolBufferException notInfo) {
                        throw new AssertionError(notInfo);
                    }
                })
                .findFirst()
                .orElseThrow();
    }
}
