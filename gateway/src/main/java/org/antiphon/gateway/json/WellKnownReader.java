package org.antiphon.gateway.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Reads the messages of {@code google.protobuf} that have a JSON form of their own. */
final class WellKnownReader {
    private static final Pattern DURATION = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?s");

    private WellKnownReader() {}

    /** Whether {@code null} is a value of the field rather than its absence. */
    static boolean takesNull(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().getFullName().equals("google.protobuf.Value");
    }

    /** Whether the message was one of them. */
    static boolean read(JsonParser json, Message.Builder into, FieldShape shape) throws IOException {
        switch (into.getDescriptorForType().getFullName()) {
            case "google.protobuf.Timestamp" -> readTimestamp(json, into, shape);
            case "google.protobuf.Duration" -> readDuration(json, into, shape);
            case "google.protobuf.Struct" -> {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw FieldText.invalid(shape, json.getText(), "an object");
                }
                merge(into, readStruct(json));
            }
            case "google.protobuf.ListValue" -> {
                if (json.currentToken() != JsonToken.START_ARRAY) {
                    throw FieldText.invalid(shape, json.getText(), "an array");
                }
                merge(into, readList(json));
            }
            case "google.protobuf.Value" -> merge(into, readValue(json));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void readTimestamp(JsonParser json, Message.Builder into, FieldShape shape) throws IOException {
        try {
            var time = OffsetDateTime.parse(json.getText()).toInstant();
            set(into, time.getEpochSecond(), time.getNano());
        } catch (DateTimeException noTime) {
            throw FieldText.invalid(shape, json.getText(), "a time such as 2026-01-31T23:59:59Z");
        }
    }

    private static void readDuration(JsonParser json, Message.Builder into, FieldShape shape) throws IOException {
        var text = json.getText();
        if (!DURATION.matcher(text).matches()) {
            throw FieldText.invalid(shape, text, "a duration such as 1.5s");
        }
        var seconds = new BigDecimal(text.substring(0, text.length() - 1));
        var whole = seconds.setScale(0, RoundingMode.DOWN);
        set(
                into,
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).intValue());
    }

    private static void set(Message.Builder into, long seconds, int nanos) {
        var type = into.getDescriptorForType();
        into.setField(type.findFieldByNumber(1), seconds);
        into.setField(type.findFieldByNumber(2), nanos);
    }

    /** Goes through bytes, because the target may be a dynamic message of the same name. */
    private static void merge(Message.Builder into, Message value) throws IOException {
        into.mergeFrom(value.toByteString());
    }

    private static Struct readStruct(JsonParser json) throws IOException {
        var struct = Struct.newBuilder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var key = json.currentName();
            json.nextToken();
            struct.putFields(key, readValue(json));
        }
        return struct.build();
    }

    private static ListValue readList(JsonParser json) throws IOException {
        var list = ListValue.newBuilder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.addValues(readValue(json));
        }
        return list.build();
    }

    private static Value readValue(JsonParser json) throws IOException {
        var value = Value.newBuilder();
        switch (json.currentToken()) {
            case START_OBJECT -> value.setStructValue(readStruct(json));
            case START_ARRAY -> value.setListValue(readList(json));
            case VALUE_STRING -> value.setStringValue(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value.setNumberValue(json.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> value.setBoolValue(json.getBooleanValue());
            default -> value.setNullValue(NullValue.NULL_VALUE);
        }
        return value.build();
    }
}
