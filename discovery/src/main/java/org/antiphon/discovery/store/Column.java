package org.antiphon.discovery.store;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** A component of a record, or of one that is unwrapped into it, as a column. */
record Column(String name, ColumnType type, MethodHandle getter) {
    /** The value in this record as text that is the same everywhere; null for an SQL null. */
    @Nullable
    String canonical(Object row) {
        var value = value(row);
        return value == null ? null : type.canonical(value);
    }

    /** What PostgreSQL reads as the value in this record, without quoting; null for an SQL null. */
    @Nullable
    String text(Object row) {
        var value = value(row);
        return value == null ? null : type.text(value);
    }

    private @Nullable Object value(Object row) {
        try {
            return (Object) getter.invokeExact(row);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
