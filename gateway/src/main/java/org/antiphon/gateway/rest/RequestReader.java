package org.antiphon.gateway.rest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.QueryParams;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.antiphon.gateway.json.FieldPath;

/** Fills a request from the variables of a path and the parameters of a query. */
public final class RequestReader {
    private final Descriptor type;
    private final Map<String, FieldPath> variables = new HashMap<>();
    private final Set<FieldPath> taken = new HashSet<>();

    /**
     * A reader for one route.
     *
     * @throws IllegalArgumentException when the path has a variable that is no field of the request
     */
    public RequestReader(Descriptor type, PathTemplate path) {
        this.type = type;
        for (var name : path.variables()) {
            var field = FieldPath.find(type, name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s has no field %s for %s".formatted(type.getFullName(), name, path.text())));
            variables.put(name, field);
            taken.add(field);
        }
    }

    /** Sets the fields that the path names. */
    public void readPath(Map<String, String> values, Message.Builder into) {
        variables.forEach((name, field) -> field.set(into, values.getOrDefault(name, "")));
    }

    /** Sets the fields that the query names. Other parameters are none of ours: clients add keys of their own. */
    public void readQuery(QueryParams query, Message.Builder into) {
        for (var parameter : query) {
            FieldPath.find(type, parameter.getKey())
                    .filter(field -> !taken.contains(field))
                    .filter(field -> !parameter.getValue().isEmpty() || !field.isAbsentWhenEmpty())
                    .ifPresent(field -> field.set(into, parameter.getValue()));
        }
    }
}
