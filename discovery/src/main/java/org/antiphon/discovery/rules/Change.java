package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** One row that an action puts or removes. Counters are not named: they follow from the rows. */
public sealed interface Change {
    /** The row is there now, new or instead of the one with its key. */
    record Put(Row row) implements Change {}

    /** The row is gone. */
    record Remove(Key<?> key) implements Change {}
}
