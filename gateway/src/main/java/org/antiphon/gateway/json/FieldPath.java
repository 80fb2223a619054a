package org.antiphon.gateway.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A field of a request, perhaps inside of others, as a path template or a query names it: {@code user.handle}. */
public final class FieldPath {
    private final List<FieldShape> steps;

    private FieldPath(List<FieldShape> steps) {
        this.steps = steps;
    }

    /** Finds the field; empty when the request has none of this name that could be given as text. */
    public static Optional<FieldPath> find(Descriptor request, String path) {
        var steps = new ArrayList<FieldShape>();
        Descriptor type = request;
        for (var name : path.split("\\.", -1)) {
            var step = type == null
                    ? Optional.<FieldShape>empty()
                    : MessageShape.of(type).field(name);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
            type = messageType(step.get());
        }
        return type == null ? Optional.of(new FieldPath(List.copyOf(steps))) : Optional.empty();
    }

    private static @Nullable Descriptor messageType(FieldShape step) {
        var field = step.field();
        var isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        return isMessage ? field.getMessageType() : null;
    }

    /** Sets the field from text; a repeated field gets one more element. */
    public void set(Message.Builder request, String text) {
        var shape = steps.getLast();
        var holder = request;
        for (var step : steps.subList(0, steps.size() - 1)) {
            holder = holder.getFieldBuilder(step.field());
        }
        if (shape.field().isRepeated()) {
            holder.addRepeatedField(shape.field(), FieldText.parse(shape, text));
        } else {
            holder.setField(shape.field(), FieldText.parse(shape, text));
        }
    }

    /** Whether an empty text means that the field was not given. */
    public boolean isAbsentWhenEmpty() {
        return steps.getLast().field().getJavaType() != FieldDescriptor.JavaType.STRING;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath path && steps.equals(path.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }
}
