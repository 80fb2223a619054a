package org.antiphon.discovery.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/** JSON as protobuf's well-known types hold it. */
final class Structs {
    private Structs() {}

    static Struct of(JsonNode object) {
        var struct = Struct.newBuilder();
        object.properties().forEach(field -> struct.putFields(field.getKey(), value(field.getValue())));
        return struct.build();
    }

    private static Value value(JsonNode node) {
        var value = Value.newBuilder();
        switch (node.getNodeType()) {
            case OBJECT -> value.setStructValue(of(node));
            case ARRAY -> {
                var list = ListValue.newBuilder();
                node.forEach(each -> list.addValues(value(each)));
                value.setListValue(list);
            }
            case NUMBER -> value.setNumberValue(node.doubleValue());
            case BOOLEAN -> value.setBoolValue(node.booleanValue());
            case STRING -> value.setStringValue(node.textValue());
            default -> value.setNullValue(NullValue.NULL_VALUE);
        }
        return value.build();
    }
}
