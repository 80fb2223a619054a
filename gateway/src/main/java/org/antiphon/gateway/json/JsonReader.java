package org.antiphon.gateway.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON body into a request by its descriptor. Unknown keys are skipped, because older and newer clients send
 * them; everything else that does not fit is an error that names the field.
 */
public final class JsonReader {
    private final JsonParser json;

    private JsonReader(JsonParser json) {
        this.json = json;
    }

    /**
     * Merges the body into the request.
     *
     * @throws ApiException BODY_MALFORMED for what is no JSON object, FIELD_INVALID for a field of the wrong kind
     */
    public static void read(byte[] body, Message.Builder into) {
        try (var parser = Json.parser(body)) {
            var reader = new JsonReader(parser);
            reader.expectObject(parser.nextToken());
            reader.readMessage(into);
            if (parser.nextToken() != null) {
                throw malformed("text after the end of the JSON object");
            }
        } catch (StreamConstraintsException tooMuch) {
            throw malformed("JSON that is nested deeper than %d levels or has a value that is too long"
                    .formatted(Json.MAX_DEPTH));
        } catch (JsonProcessingException noJson) {
            var where = noJson.getLocation();
            throw malformed("no JSON at line %d, column %d".formatted(where.getLineNr(), where.getColumnNr()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ApiException malformed(String found) {
        return new ApiException(
                ErrorReason.ERROR_REASON_BODY_MALFORMED, "body: " + found + " (expected: a JSON object)");
    }

    private void expectObject(@Nullable JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw malformed(token == null ? "nothing" : "a JSON " + describe(token));
        }
    }

    private void readMessage(Message.Builder into) throws IOException {
        var shape = MessageShape.of(into.getDescriptorForType());
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = shape.field(json.currentName());
            json.nextToken();
            if (field.isPresent()) {
                readField(into, field.get());
            } else {
                json.skipChildren();
            }
        }
    }

    private void readField(Message.Builder into, FieldShape shape) throws IOException {
        var field = shape.field();
        if (json.currentToken() == JsonToken.VALUE_NULL && !WellKnownReader.takesNull(field)) {
            into.clearField(field);
        } else if (shape.isMap()) {
            readMap(into, shape);
        } else if (field.isRepeated()) {
            readList(into, shape);
        } else {
            into.setField(field, readSingle(into, shape));
        }
    }

    private void readList(Message.Builder into, FieldShape shape) throws IOException {
        expect(shape, JsonToken.START_ARRAY, "an array");
        into.clearField(shape.field());
        while (json.nextToken() != JsonToken.END_ARRAY) {
            into.addRepeatedField(shape.field(), readSingle(into, shape));
        }
    }

    private void readMap(Message.Builder into, FieldShape shape) throws IOException {
        expect(shape, JsonToken.START_OBJECT, "an object");
        into.clearField(shape.field());
        var key = FieldShape.of(shape.field().getMessageType().findFieldByNumber(1));
        var value = FieldShape.of(shape.field().getMessageType().findFieldByNumber(2));
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var entry = into.newBuilderForField(shape.field());
            entry.setField(key.field(), FieldText.parse(key, json.currentName()));
            json.nextToken();
            entry.setField(value.field(), readSingle(entry, value));
            into.addRepeatedField(shape.field(), entry.build());
        }
    }

    private Object readSingle(Message.Builder holder, FieldShape shape) throws IOException {
        var field = shape.field();
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return readScalar(shape);
        }
        var nested = holder.newBuilderForField(field);
        if (!WellKnownReader.read(json, nested, shape)) {
            expect(shape, JsonToken.START_OBJECT, "an object");
            readMessage(nested);
        }
        return nested.build();
    }

    private Object readScalar(FieldShape shape) throws IOException {
        var field = shape.field();
        var token = json.currentToken();
        var fits = switch (token) {
            case VALUE_STRING -> true;
            case VALUE_NUMBER_INT -> !shape.hashid() && (FieldText.isNumber(field) || isEnum(field));
            case VALUE_NUMBER_FLOAT -> !shape.hashid() && FieldText.isNumber(field);
            case VALUE_TRUE, VALUE_FALSE -> field.getType() == FieldDescriptor.Type.BOOL;
            default -> false;
        };
        if (!fits) {
            throw FieldText.invalid(shape, describe(token), expectation(shape));
        }
        return FieldText.parse(shape, json.getText());
    }

    private void expect(FieldShape shape, JsonToken wanted, String expectation) {
        var token = json.currentToken();
        if (token != wanted) {
            throw FieldText.invalid(shape, describe(token), expectation);
        }
    }

    private static boolean isEnum(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.ENUM;
    }

    private static String expectation(FieldShape shape) {
        if (shape.hashid()) {
            return "a hashid";
        }
        return switch (shape.field().getJavaType()) {
            case STRING -> "a string";
            case BOOLEAN -> "true or false";
            case INT, LONG -> "an integer";
            case FLOAT, DOUBLE -> "a number";
            case ENUM -> EnumNames.of(shape.field().getEnumType()).expectation();
            case BYTE_STRING -> "base64";
            case MESSAGE -> "an object";
        };
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "array";
            case START_OBJECT -> "object";
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            default -> "value";
        };
    }
}
