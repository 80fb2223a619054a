package org.antiphon.discovery.model;

import java.util.List;

/**
 * A row of a table that the rules read and write. The component names in snake case are the column names: the index
 * store moves rows as JSON and needs no mapping of its own.
 */
public interface Row {
    /** What names the row in its table. */
    Key<?> key();

    /** The lookups that find the row among those of a batch. */
    default List<Lookup<?>> foundBy() {
        return List.of();
    }
}
