package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * Rows by which a user marks a thing, such as a save. Marking twice, and taking away what is not there, is accepted and
 * changes nothing: a client that repeats itself gets what it wants.
 */
final class Marks {
    private Marks() {}

    /** Puts a mark unless there is one under any of the keys it could have. */
    static Verdict put(Row mark, List<? extends Key<?>> keys, State state) {
        return keys.stream().anyMatch(key -> state.row(key) != null)
                ? Verdict.accept()
                : Verdict.accept(new Change.Put(mark));
    }

    /** Takes the mark away, whichever of its keys it has. */
    static Verdict remove(List<? extends Key<?>> keys, State state) {
        return new Verdict.Accepted(keys.stream()
                .filter(key -> state.row(key) != null)
                .<Change>map(Change.Remove::new)
                .toList());
    }
}
