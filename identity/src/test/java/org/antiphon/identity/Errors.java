package org.antiphon.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Objects;
import org.antiphon.proto.common.v1.ErrorReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a client can read from an error. */
public final class Errors {
    private Errors() {}

    public static StatusRuntimeException assertFails(ErrorReason reason, ThrowingCallable call) {
        var failure = new StatusRuntimeException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, error -> {
            assertThat("ERROR_REASON_" + reasonOf(error)).as(error.toString()).isEqualTo(reason.name());
            failure[0] = error;
        });
        return failure[0];
    }

    public static String reasonOf(StatusRuntimeException error) {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(error));
        try {
            return status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
