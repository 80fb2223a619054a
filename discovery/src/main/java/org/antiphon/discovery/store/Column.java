package org.antiphon.discovery.store;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** A component of a record, or of one that is unwrapped into it, as a column. */
record Column(String name, ColumnType type, MethodHandle getter) {
    /** What PostgreSQL reads as the value in this record, without quoting; null for an SQL null. */
    @Nullable
    String text(Object row) {
        try {
            var value = (Object) getter.invokeExact(row);
            return value == null ? null : type.text(value);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
