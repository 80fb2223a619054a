package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<Key<?>, Slot> slots;
    private final Map<Lookup<?>, Set<Key<?>>> found;
    private final List<Slot> touchedInBatch = new ArrayList<>();
    private final List<Slot> touchedInBlock = new ArrayList<>();

    /** The place of a row: how it is now, and how it was. */
    private static final class Slot {
        private final Key<?> key;
        private @Nullable Row now;
        private @Nullable Row beforeBatch;
        private @Nullable Row beforeBlock;
        private boolean isTouchedInBatch;
        private boolean isTouchedInBlock;

        Slot(Key<?> key) {
            this.key = key;
        }
    }

    /** Nothing yet of what will be asked for. */
    WorkingSet(Reads reads) {
        slots = HashMap.newHashMap(reads.keys().size());
        found = HashMap.newHashMap(reads.lookups().size());
        reads.keys().forEach(key -> slots.put(key, new Slot(key)));
        reads.lookups().forEach(lookup -> found.put(lookup, Set.of()));
    }

    /** A row that was asked for, as the database has it. */
    void loaded(Row row) {
        keep(slots.computeIfAbsent(row.key(), Slot::new), row);
    }

    /** The row as it is now. A row nobody asked for is a fault: its absence here would mean nothing. */
    @Override
    @SuppressWarnings("unchecked") // a row stands under its own key, whose type tells the row's
    public <R extends Row> @Nullable R row(Key<R> key) {
        return (R) slot(key).now;
    }

    @Override
    @SuppressWarnings("unchecked") // a row tells the lookups of its own type that find it
    public <R extends Row> List<R> rows(Lookup<R> lookup) {
        var keys = found.get(lookup);
        if (keys == null) {
            throw unread(lookup);
        }
        return keys.stream()
                .map(key -> (R) Objects.requireNonNull(slot(key).now))
                .toList();
    }

    void put(Row row) {
        var slot = slot(row.key());
        remember(slot);
        forget(slot);
        keep(slot, row);
    }

    void remove(Key<?> key) {
        var slot = slot(key);
        remember(slot);
        forget(slot);
    }

    /** Is told of a row that a block touched. */
    interface Touched {
        /** How the row was before the block and how it is now; null where there is none. */
        void row(Key<?> key, @Nullable Row before, @Nullable Row now);
    }

    /** Ends a block: tells of the rows that it touched. */
    void endBlock(Touched touched) {
        for (var slot : touchedInBlock) {
            touched.row(slot.key, slot.beforeBlock, slot.now);
            slot.isTouchedInBlock = false;
            slot.beforeBlock = null;
        }
        touchedInBlock.clear();
    }

    /** The rows that were not there when the batch began. */
    List<Row> created() {
        var created = new ArrayList<Row>();
        for (var slot : touchedInBatch) {
            if (slot.beforeBatch == null && slot.now != null) {
                created.add(slot.now);
            }
        }
        return created;
    }

    /** The rows that were there when the batch began and are other now. */
    List<Row> changed() {
        var changed = new ArrayList<Row>();
        for (var slot : touchedInBatch) {
            if (slot.beforeBatch != null && slot.now != null && !slot.now.equals(slot.beforeBatch)) {
                changed.add(slot.now);
            }
        }
        return changed;
    }

    /** The rows that were there when the batch began and are no more. */
    List<Key<?>> removed() {
        var removed = new ArrayList<Key<?>>();
        for (var slot : touchedInBatch) {
            if (slot.beforeBatch != null && slot.now == null) {
                removed.add(slot.key);
            }
        }
        return removed;
    }

    private Slot slot(Key<?> key) {
        var slot = slots.get(key);
        if (slot == null) {
            throw unread(key);
        }
        return slot;
    }

    private static IllegalStateException unread(Object sought) {
        return new IllegalStateException("%s was not read before the batch".formatted(sought));
    }

    private void remember(Slot slot) {
        if (!slot.isTouchedInBatch) {
            slot.isTouchedInBatch = true;
            slot.beforeBatch = slot.now;
            touchedInBatch.add(slot);
        }
        if (!slot.isTouchedInBlock) {
            slot.isTouchedInBlock = true;
            slot.beforeBlock = slot.now;
            touchedInBlock.add(slot);
        }
    }

    private void keep(Slot slot, Row row) {
        slot.now = row;
        for (var lookup : row.foundBy()) {
            var keys = found.get(lookup);
            if (keys != null) {
                if (keys.isEmpty()) {
                    found.put(lookup, new LinkedHashSet<>(Set.of(slot.key)));
                } else {
                    keys.add(slot.key);
                }
            }
        }
    }

    private void forget(Slot slot) {
        var row = slot.now;
        slot.now = null;
        if (row != null) {
            for (var lookup : row.foundBy()) {
                var keys = found.get(lookup);
                if (keys != null && !keys.isEmpty()) {
                    keys.remove(slot.key);
                }
            }
        }
    }
}
