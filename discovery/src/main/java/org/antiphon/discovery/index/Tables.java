package org.antiphon.discovery.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;

/** The tables that the events of one chain change. No two chains share a table, so that each can be undone alone. */
public final class Tables {
    private final List<Table> tables = new ArrayList<>();
    private final Map<Class<?>, Table> bySought = new HashMap<>();

    /** Adds a table. */
    public <R extends Row> Tables table(String name, Class<R> rowType, Class<? extends Key<R>> keyType) {
        return add(Table.of(name, rowType, keyType), keyType);
    }

    /** Adds a table whose rows go when the time in a column is longer past. */
    public <R extends Row> Tables table(
            String name, Class<R> rowType, Class<? extends Key<R>> keyType, String column, Duration kept) {
        return add(Table.of(name, rowType, keyType).keptFor(column, kept), keyType);
    }

    /** Tells in which table or view of tables a lookup looks. */
    public <R extends Row> Tables lookup(String name, Class<R> rowType, Class<? extends Lookup<R>> lookupType) {
        bySought.put(lookupType, Table.of(name, rowType, lookupType));
        return this;
    }

    private Tables add(Table table, Class<?> keyType) {
        tables.add(table);
        bySought.put(keyType, table);
        return this;
    }

    List<Table> all() {
        return tables;
    }

    /** Where rows are looked for by a key or a lookup. */
    Table of(Object sought) {
        var table = bySought.get(sought.getClass());
        if (table == null) {
            throw new IllegalArgumentException("no table for " + sought);
        }
        return table;
    }
}
