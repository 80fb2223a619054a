package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a client sent along with an action. */
public sealed interface Metadata {
    /** The fields, none where there are none to be read: for naming rows and for hints that no action depends on. */
    default ObjectNode fieldsOrNone() {
        return this instanceof Fields fields ? fields.data() : JsonNodeFactory.instance.objectNode();
    }

    /** Nothing was sent, as with most social actions. */
    record Absent() implements Metadata {}

    /**
     * A JSON object, taken out of its wrapper {@code {"cid": …, "data": {…}}} where there is one.
     *
     * @param cid the name the client gave to the data
     */
    record Fields(ObjectNode data, @Nullable String cid) implements Metadata {}

    /** Something that can't be read. */
    record Malformed(String why) implements Metadata {}
}
