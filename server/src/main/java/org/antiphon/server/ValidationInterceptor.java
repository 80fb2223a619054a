package org.antiphon.server;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                throw violation(message.getDescriptorForType(), result);
            }
        } catch (ValidationException broken) {
            throw new IllegalStateException(
                    "the bounds of " + message.getDescriptorForType().getName(), broken);
        }
    }

    private static ApiException violation(Descriptor request, ValidationResult result) {
        var text = result.getViolations().stream()
                .map(violation -> describe(request, violation))
                .collect(Collectors.joining("; "));
        var fields = result.getViolations().stream()
                .map(violation -> path(request, violation))
                .distinct()
                .collect(Collectors.joining(","));
        return new ApiException(ErrorReason.ERROR_REASON_FIELD_INVALID, text, Map.of("fields", fields));
    }

    private static String describe(Descriptor request, Violation violation) {
        var proto = violation.toProto();
        var field = violation.getFieldValue();
        var value = field == null ? "" : String.valueOf(field.getValue());
        var path = path(request, violation);
        return isSecret(violation) || value.isEmpty()
                ? "%s: (expected: %s)".formatted(path, expected(proto.getMessage()))
                : "%s: \"%s\" (expected: %s)".formatted(path, ApiException.shown(value), expected(proto.getMessage()));
    }

    /** The library's sentence about the fault as what was expected instead. */
    private static String expected(String fault) {
        return fault.replaceFirst("^(value )?must (be |have )?", "").replaceFirst("^does not match", "to match");
    }

    private static boolean isSecret(Violation violation) {
        return violation.toProto().getField().getElementsList().stream()
                .anyMatch(element -> element.getFieldName().endsWith("_key"));
    }

    /** The field as JSON names it where that is another name, since that is what most callers sent. */
    private static String path(Descriptor request, Violation violation) {
        var names = new ArrayList<String>();
        var holder = Optional.of(request);
        for (var element : violation.toProto().getField().getElementsList()) {
            var field = holder.map(type -> type.findFieldByNumber(element.getFieldNumber()));
            names.add(field.map(FieldDescriptor::toProto)
                    .filter(FieldDescriptorProto::hasJsonName)
                    .map(FieldDescriptorProto::getJsonName)
                    .orElse(element.getFieldName()));
            holder = field.filter(each -> each.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .map(FieldDescriptor::getMessageType);
        }
        return String.join(".", names);
    }
}
