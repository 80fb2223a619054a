package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch, read beforehand and changed in memory, so that later events see earlier ones without a trip to
 * the database. It remembers how rows were when the batch began and when each block began.
 */
final class WorkingSet implements State {
    private final Map<Key<?>, Row> rows = new HashMap<>();
    private final Set<Object> loaded = new HashSet<>();
    private final Map<Lookup<?>, Set<Key<?>>> found = new HashMap<>();
    private final Map<Key<?>, @Nullable Row> beforeBatch = new HashMap<>();
    private final Map<Key<?>, @Nullable Row> beforeBlock = new HashMap<>();

    /** The rows that were asked for, as far as they exist. */
    WorkingSet(Reads reads, Collection<Row> existing) {
        loaded.addAll(reads.keys());
        loaded.addAll(reads.lookups());
        existing.forEach(row -> {
            loaded.add(row.key());
            keep(row);
        });
    }

    /** The row as it is now. A row nobody asked for is a fault: its absence here would mean nothing. */
    @Override
    @SuppressWarnings("unchecked") // a row stands under its own key, whose type tells the row's
    public <R extends Row> @Nullable R row(Key<R> key) {
        requireLoaded(key);
        return (R) rows.get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // a row tells the lookups of its own type that find it
    public <R extends Row> List<R> rows(Lookup<R> lookup) {
        requireLoaded(lookup);
        return found.getOrDefault(lookup, Set.of()).stream()
                .map(key -> (R) Objects.requireNonNull(rows.get(key)))
                .toList();
    }

    void put(Row row) {
        remember(row.key());
        forget(row.key());
        keep(row);
    }

    void remove(Key<?> key) {
        remember(key);
        forget(key);
    }

    /** Ends a block: how the rows it changed were before it, null for those that were not there. */
    Map<Key<?>, @Nullable Row> endBlock() {
        var images = new HashMap<>(beforeBlock);
        beforeBlock.clear();
        return images;
    }

    /** The rows that are other than when the batch began. */
    List<Row> changed() {
        var changed = new ArrayList<Row>();
        beforeBatch.forEach((key, before) -> {
            var now = rows.get(key);
            if (now != null && !Objects.equals(now, before)) {
                changed.add(now);
            }
        });
        return changed;
    }

    /** The rows that were there when the batch began and are no more. */
    List<Key<?>> removed() {
        var removed = new ArrayList<Key<?>>();
        beforeBatch.forEach((key, before) -> {
            if (before != null && !rows.containsKey(key)) {
                removed.add(key);
            }
        });
        return removed;
    }

    private void requireLoaded(Object sought) {
        if (!loaded.contains(sought)) {
            throw new IllegalStateException("%s was not read before the batch".formatted(sought));
        }
    }

    private void remember(Key<?> key) {
        requireLoaded(key);
        var before = rows.get(key);
        if (!beforeBlock.containsKey(key)) {
            beforeBlock.put(key, before);
        }
        if (!beforeBatch.containsKey(key)) {
            beforeBatch.put(key, before);
        }
    }

    private void keep(Row row) {
        rows.put(row.key(), row);
        row.foundBy()
                .forEach(lookup -> found.computeIfAbsent(lookup, each -> new LinkedHashSet<>())
                        .add(row.key()));
    }

    private void forget(Key<?> key) {
        var row = rows.remove(key);
        if (row != null) {
            row.foundBy()
                    .forEach(lookup ->
                            found.getOrDefault(lookup, new HashSet<>()).remove(key));
        }
    }
}
