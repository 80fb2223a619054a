package org.antiphon.server;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.antiphon.proto.common.v1.ErrorReason;

/** Holds every request against the bounds written in its proto, before any code of a service sees it. */
final class ValidationInterceptor implements ServerInterceptor {
    private final Validator validator;

    /**
     * A validator whose rules are compiled now, so that the first call is not slow.
     *
     * @param requests the messages to expect
     */
    ValidationInterceptor(List<Descriptor> requests) {
        try {
            validator = ValidatorFactory.newBuilder().buildWithDescriptors(requests, false);
        } catch (CompilationException wrongRule) {
            throw new IllegalStateException("a bound in the protos can't be compiled", wrongRule);
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(Q message) {
                if (refused) {
                    return;
                }
                try {
                    check((Message) message);
                    super.onMessage(message);
                } catch (ApiException invalid) {
                    refused = true;
                    call.close(Status.INVALID_ARGUMENT.withCause(invalid), new Metadata());
                    super.onCancel();
                }
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    private void check(Message message) {
        try {
            var result = validator.validate(message);
            if (!result.isSuccess()) {
                throw violation(result);
            }
        } catch (ValidationException broken) {
            throw new IllegalStateException(
                    "the bounds of " + message.getDescriptorForType().getName(), broken);
        }
    }

    private static ApiException violation(ValidationResult result) {
        var text = result.getViolations().stream()
                .map(ValidationInterceptor::describe)
                .collect(Collectors.joining("; "));
        var fields = result.getViolations().stream()
                .map(ValidationInterceptor::path)
                .distinct()
                .collect(Collectors.joining(","));
        return new ApiException(ErrorReason.ERROR_REASON_FIELD_INVALID, text, Map.of("fields", fields));
    }

    private static String describe(Violation violation) {
        var proto = violation.toProto();
        var field = violation.getFieldValue();
        var value = field == null ? "" : String.valueOf(field.getValue());
        return path(violation).endsWith("_key") || value.isEmpty()
                ? "%s: (expected: %s)".formatted(path(violation), expected(proto.getMessage()))
                : "%s: \"%s\" (expected: %s)"
                        .formatted(path(violation), ApiException.shown(value), expected(proto.getMessage()));
    }

    /** The library's sentence about the fault as what was expected instead. */
    private static String expected(String fault) {
        return fault.replaceFirst("^(value )?must (be |have )?", "").replaceFirst("^does not match", "to match");
    }

    private static String path(Violation violation) {
        return violation.toProto().getField().getElementsList().stream()
                .map(element -> element.getFieldName())
                .collect(Collectors.joining("."));
    }
}
