package org.antiphon.discovery.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.netty.buffer.ByteBuf;
import io.r2dbc.spi.Readable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns that a record stands for: its component names in snake case, those of unwrapped records in their place.
 * Rows are written and read through it without a mapping of their own.
 */
public final class Columns<T> {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    private final List<Column> columns = new ArrayList<>();
    private final List<Column> byName;
    private final RecordReader reader;
    private final Class<T> type;

    private Columns(Class<T> type) {
        this.type = type;
        this.reader = read(type, MethodHandles.identity(Object.class));
        this.byName =
                columns.stream().sorted(Comparator.comparing(Column::name)).toList();
    }

    /** The columns of a record. */
    public static <T> Columns<T> of(Class<T> type) {
        return new Columns<>(type);
    }

    public Class<T> type() {
        return type;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The names, parted by commas. */
    public String list() {
        return String.join(", ", names());
    }

    /** The names, each of the relation with this name, parted by commas. */
    public String list(String relation) {
        return names().stream().map(name -> relation + "." + name).collect(Collectors.joining(", "));
    }

    /** {@code unnest} of one array parameter per column, from $1 on, to go with {@link #arrays}. */
    public String unnested() {
        var arrays = new ArrayList<String>();
        for (var column : columns) {
            arrays.add(
                    "$%d::text::%s[]".formatted(arrays.size() + 1, column.type().sqlName()));
        }
        return "unnest(" + String.join(", ", arrays) + ")";
    }

    /** The records as one array per column, as PostgreSQL reads them. */
    public Object[] arrays(List<?> records) {
        return columns.stream().map(column -> ArrayText.of(column, records)).toArray();
    }

    /** The records as {@code COPY … FROM STDIN} takes them. */
    public ByteBuf copy(List<?> records) {
        var out = new CopyText(records.size());
        for (var each : records) {
            for (var column : columns) {
                out.value(column.text(each));
            }
            out.endRow();
        }
        return out.buffer();
    }

    /**
     * The record as bytes that are the same everywhere: the label and, in the order of their names, the columns' names and
     * values, each with its length in front; see docs/design/state-commitment.md.
     */
    public byte[] encode(String label, Object record) {
        var out = new CanonicalBytes();
        out.text(label);
        for (var column : byName) {
            out.text(column.name());
            out.value(column.canonical(record));
        }
        return out.bytes();
    }

    /** The record in a row that has these columns in this order, from index 0. */
    public T read(Readable row) {
        return type.cast(Objects.requireNonNull(reader.read(row)));
    }

    private RecordReader read(Class<?> record, MethodHandle path) {
        var parts = Stream.of(record.getRecordComponents())
                .map(component -> part(component, path))
                .toArray(RecordReader[]::new);
        return new RecordReader.OfRecord(constructor(record), parts);
    }

    private RecordReader part(RecordComponent component, MethodHandle path) {
        var getter = MethodHandles.filterReturnValue(
                path, unreflect(component).asType(MethodType.methodType(Object.class, Object.class)));
        var componentType = component.getType();
        if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
            return read(componentType, getter);
        }
        var column = new Column(snakeCase(component.getName()), ColumnType.of(componentType), getter);
        columns.add(column);
        return new RecordReader.OfColumn(column.type(), componentType, columns.size() - 1);
    }

    private static MethodHandle unreflect(RecordComponent component) {
        try {
            return LOOKUP.unreflect(component.getAccessor());
        } catch (IllegalAccessException notPublic) {
            throw new IllegalArgumentException(notPublic);
        }
    }

    private static MethodHandle constructor(Class<?> record) {
        var types = Stream.of(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return LOOKUP.findConstructor(record, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException notPublic) {
            throw new IllegalArgumentException(notPublic);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
