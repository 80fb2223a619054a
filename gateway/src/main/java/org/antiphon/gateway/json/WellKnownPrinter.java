package org.antiphon.gateway.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Prints the messages of {@code google.protobuf} that have a JSON form of their own. */
final class WellKnownPrinter {
    private static final int NANO_DIGITS = 9;

    private WellKnownPrinter() {}

    /** Whether the message was one of them. */
    static boolean write(JsonGenerator json, MessageOrBuilder message) throws IOException {
        switch (message.getDescriptorForType().getFullName()) {
            case "google.protobuf.Timestamp" -> writeTimestamp(json, message);
            case "google.protobuf.Duration" -> writeDuration(json, message);
            case "google.protobuf.Struct" -> writeStruct(json, message);
            case "google.protobuf.ListValue" -> writeList(json, message);
            case "google.protobuf.Value" -> writeValue(json, message);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void writeTimestamp(JsonGenerator json, MessageOrBuilder message) throws IOException {
        try {
            json.writeString(
                    Instant.ofEpochSecond(seconds(message), nanos(message)).toString());
        } catch (DateTimeException outOfRange) {
            json.writeNull();
        }
    }

    private static void writeDuration(JsonGenerator json, MessageOrBuilder message) throws IOException {
        var amount = BigDecimal.valueOf(seconds(message)).add(BigDecimal.valueOf(nanos(message), NANO_DIGITS));
        var text = amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
        json.writeString(text + "s");
    }

    private static void writeStruct(JsonGenerator json, MessageOrBuilder struct) throws IOException {
        var entryType = field(struct, 1).getMessageType();
        json.writeStartObject();
        for (var entry : (List<?>) struct.getField(field(struct, 1))) {
            var pair = (Message) entry;
            json.writeFieldName((String) pair.getField(entryType.findFieldByNumber(1)));
            writeValue(json, (Message) pair.getField(entryType.findFieldByNumber(2)));
        }
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, MessageOrBuilder list) throws IOException {
        json.writeStartArray();
        for (var item : (List<?>) list.getField(field(list, 1))) {
            writeValue(json, (Message) item);
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, MessageOrBuilder value) throws IOException {
        var kind = value.getOneofFieldDescriptor(
                value.getDescriptorForType().getOneofs().getFirst());
        if (kind == null) {
            json.writeNull();
            return;
        }
        switch (value.getField(kind)) {
            case Double number -> writeNumber(json, number);
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Message nested -> write(json, nested);
            default -> json.writeNull();
        }
    }

    /** A whole number is written without a fraction, as it was before it went through a {@code Struct}. */
    private static void writeNumber(JsonGenerator json, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    private static long seconds(MessageOrBuilder message) {
        return (Long) message.getField(field(message, 1));
    }

    private static int nanos(MessageOrBuilder message) {
        return (Integer) message.getField(field(message, 2));
    }

    private static FieldDescriptor field(MessageOrBuilder message, int number) {
        return message.getDescriptorForType().findFieldByNumber(number);
    }
}
