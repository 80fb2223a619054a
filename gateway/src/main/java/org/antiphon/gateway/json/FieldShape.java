package org.antiphon.gateway.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.antiphon.proto.common.v1.Options;

/**
 * What a field looks like in JSON, worked out once per field.
 *
 * @param field the field
 * @param name its key
 * @param quotedName the key, ready to be written
 * @param hashid whether its integers are written as hashids
 */
record FieldShape(FieldDescriptor field, String name, SerializableString quotedName, boolean hashid) {

    static FieldShape of(FieldDescriptor field) {
        var proto = field.toProto();
        var name = proto.hasJsonName() ? proto.getJsonName() : field.getName();
        return new FieldShape(
                field, name, new SerializedString(name), field.getOptions().getExtension(Options.hashid));
    }

    boolean isMap() {
        return field.isMapField();
    }
}
