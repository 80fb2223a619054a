package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/** As the index does, fails a rule that asks for a row which it did not name, or which no lookup it named has found. */
record NamedRows(State world, Reads reads) implements State {
    @Override
    public <R extends Row> @Nullable R row(Key<R> key) {
        requireNamed(key);
        return world.row(key);
    }

    /** The same for a row that a rule changes. */
    void requireNamed(Change change) {
        requireNamed(
                switch (change) {
                    case Change.Put(var row) -> row.key();
                    case Change.Remove(var key) -> key;
                });
    }

    private void requireNamed(Key<?> key) {
        var row = world.row(key);
        boolean isFound = row != null && row.foundBy().stream().anyMatch(reads.lookups()::contains);
        require(isFound || reads.keys().contains(key) || isBehindNamed(key), key);
    }

    /** The track that a comment is on is read by what it is looked for by, the comment. */
    private boolean isBehindNamed(Key<?> key) {
        return reads.lookups().stream()
                .map(lookup -> lookup instanceof Lookup.TrackOfComment(var commentId) ? world.comment(commentId) : null)
                .anyMatch(comment -> comment != null && key.equals(new Key.TrackKey(comment.trackId())));
    }

    @Override
    public <R extends Row> List<R> rows(Lookup<R> lookup) {
        require(reads.lookups().contains(lookup), lookup);
        return world.rows(lookup);
    }

    private static void require(boolean isNamed, Object sought) {
        if (!isNamed) {
            throw new AssertionError("%s was not named before".formatted(sought));
        }
    }
}
