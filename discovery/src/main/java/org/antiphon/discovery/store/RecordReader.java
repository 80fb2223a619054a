package org.antiphon.discovery.store;

import io.r2dbc.spi.Readable;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Reads a record, or one of its components, from a row. */
sealed interface RecordReader {
    @Nullable
    Object read(Readable row);

    /** A component that stands in a column of its own. */
    record OfColumn(ColumnType type, Class<?> component, int index) implements RecordReader {
        @Override
        public @Nullable Object read(Readable row) {
            return type.read(row, index, component);
        }
    }

    /** A record of such parts. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfRecord(MethodHandle constructor, RecordReader[] parts) implements RecordReader {
        @Override
        public Object read(Readable row) {
            var values = new @Nullable Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].read(row);
            }
            try {
                return (Object) constructor.invokeExact(values);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
