package org.antiphon.gateway.error;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorDetailsProto;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.antiphon.gateway.json.JsonPrinter;

/** Prints the details of an error. The types of {@code google/rpc/error_details.proto} are known; others only named. */
final class ErrorDetails {
    private static final Map<String, Descriptor> KNOWN = ErrorDetailsProto.getDescriptor().getMessageTypes().stream()
            .collect(Collectors.toMap(type -> "type.googleapis.com/" + type.getFullName(), type -> type));

    private ErrorDetails() {}

    static void write(JsonGenerator json, Any detail) throws IOException {
        json.writeStartObject();
        json.writeStringField("@type", detail.getTypeUrl());
        var type = KNOWN.get(detail.getTypeUrl());
        if (type != null) {
            writeFields(json, type, detail);
        }
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Descriptor type, Any detail) throws IOException {
        try {
            JsonPrinter.writeFields(json, DynamicMessage.parseFrom(type, detail.getValue()));
        } catch (InvalidProtocolBufferException malformed) {
            json.writeBinaryField("value", detail.getValue().toByteArray());
        }
    }
}
