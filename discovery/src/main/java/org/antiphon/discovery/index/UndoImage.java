package org.antiphon.discovery.index;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was before a block first changed it.
 *
 * @param before null when there was none
 */
record UndoImage(
        long blockNumber,
        String tableName,
        Key<?> rowKey,
        @Nullable Row before) {}
