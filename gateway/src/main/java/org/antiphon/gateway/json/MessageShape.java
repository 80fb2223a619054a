package org.antiphon.gateway.json;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a message looks like in JSON: its fields in order, and by every name a client may use for them. */
public final class MessageShape {
    private static final Map<Descriptor, MessageShape> CACHE = new ConcurrentHashMap<>();

    private final List<FieldShape> fields;
    private final Map<String, FieldShape> byName = new HashMap<>();

    private MessageShape(Descriptor type) {
        fields = type.getFields().stream().map(FieldShape::of).toList();
        fields.forEach(shape -> byName.put(shape.field().getJsonName(), shape));
        fields.forEach(shape -> byName.put(shape.field().getName(), shape));
        fields.forEach(shape -> byName.put(shape.name(), shape));
    }

    static MessageShape of(Descriptor type) {
        return CACHE.computeIfAbsent(type, MessageShape::new);
    }

    List<FieldShape> fields() {
        return fields;
    }

    /** The field with this key, in the form we print, in snake_case or in camelCase. */
    Optional<FieldShape> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
