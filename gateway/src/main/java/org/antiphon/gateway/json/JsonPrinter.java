package org.antiphon.gateway.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.io.IOException;
import java.util.List;
import org.antiphon.server.HashId;

/**
 * Prints messages as the JSON that REST clients know: every field is there, in snake_case unless the proto says
 * otherwise, ids as hashids, big integers as numbers. It differs from protobuf's own JSON in all of these, so that one
 * is of no use here.
 */
public final class JsonPrinter {
    private JsonPrinter() {}

    public static byte[] print(MessageOrBuilder message) {
        return Json.write(json -> write(json, message));
    }

    /** Prints one field's value alone, as {@code response_body} asks for. */
    public static byte[] print(MessageOrBuilder message, FieldDescriptor field) {
        return Json.write(json -> writeValue(json, message, FieldShape.of(field)));
    }

    public static void write(JsonGenerator json, MessageOrBuilder message) throws IOException {
        if (!WellKnownPrinter.write(json, message)) {
            json.writeStartObject();
            writeFields(json, message);
            json.writeEndObject();
        }
    }

    /** Prints the fields without the braces around them. */
    public static void writeFields(JsonGenerator json, MessageOrBuilder message) throws IOException {
        for (var shape : MessageShape.of(message.getDescriptorForType()).fields()) {
            json.writeFieldName(shape.quotedName());
            writeValue(json, message, shape);
        }
    }

    private static void writeValue(JsonGenerator json, MessageOrBuilder message, FieldShape shape) throws IOException {
        var field = shape.field();
        if (shape.isMap()) {
            writeMap(json, (List<?>) message.getField(field), field);
        } else if (field.isRepeated()) {
            json.writeStartArray();
            for (var item : (List<?>) message.getField(field)) {
                writeSingle(json, item, shape);
            }
            json.writeEndArray();
        } else if (field.hasPresence() && !message.hasField(field)) {
            json.writeNull();
        } else {
            writeSingle(json, message.getField(field), shape);
        }
    }

    private static void writeMap(JsonGenerator json, List<?> entries, FieldDescriptor field) throws IOException {
        var key = field.getMessageType().findFieldByNumber(1);
        var value = FieldShape.of(field.getMessageType().findFieldByNumber(2));
        json.writeStartObject();
        for (var entry : entries) {
            var pair = (Message) entry;
            json.writeFieldName(pair.getField(key).toString());
            writeSingle(json, pair.getField(value.field()), value);
        }
        json.writeEndObject();
    }

    private static void writeSingle(JsonGenerator json, Object value, FieldShape shape) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Long number -> writeLong(json, number, shape);
            case Integer number -> writeInt(json, number, shape.field());
            case Boolean flag -> json.writeBoolean(flag);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case EnumValueDescriptor constant ->
                json.writeString(EnumNames.of(constant.getType()).name(constant));
            case ByteString bytes -> json.writeBinary(bytes.toByteArray());
            case MessageOrBuilder message -> write(json, message);
            default -> throw new IllegalStateException("a field of type " + value.getClass());
        }
    }

    private static void writeLong(JsonGenerator json, long number, FieldShape shape) throws IOException {
        if (shape.hashid()) {
            json.writeString(HashId.encode(number));
        } else if (isUnsigned(shape.field())) {
            json.writeNumber(Long.toUnsignedString(number));
        } else {
            json.writeNumber(number);
        }
    }

    private static void writeInt(JsonGenerator json, int number, FieldDescriptor field) throws IOException {
        json.writeNumber(isUnsigned(field) ? Integer.toUnsignedLong(number) : number);
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }
}
