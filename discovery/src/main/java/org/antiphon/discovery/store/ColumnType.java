package org.antiphon.discovery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.r2dbc.spi.Readable;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a component of a record stands in a column. */
enum ColumnType {
    BOOLEAN("boolean") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, Boolean.class);
        }
    },
    INTEGER("integer") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, Integer.class);
        }
    },
    BIGINT("bigint") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, Long.class);
        }
    },
    DOUBLE("double precision") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, Double.class);
        }
    },
    NUMERIC("numeric") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, BigInteger.class);
        }
    },
    TEXT("text") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, String.class);
        }
    },
    TIME("timestamptz") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            return row.get(index, Instant.class);
        }
    },
    JSON("jsonb") {
        @Override
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            var text = row.get(index, String.class);
            try {
                return text == null ? null : JSON_MAPPER.readTree(text);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        String canonical(Object value) {
            return CanonicalJson.write((JsonNode) value);
        }
    },
    ENUM("text") {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // the type is that of an enum's component
        @Nullable
        Object read(Readable row, int index, Class<?> type) {
            var name = row.get(index, String.class);
            return name == null ? null : Enum.valueOf((Class) type, name.toUpperCase(Locale.ROOT));
        }

        @Override
        String text(Object value) {
            return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
        }
    };

    private static final JsonMapper JSON_MAPPER = new JsonMapper();

    private static final Map<Class<?>, ColumnType> BY_CLASS = Map.ofEntries(
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, BIGINT),
            Map.entry(Long.class, BIGINT),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigInteger.class, NUMERIC),
            Map.entry(String.class, TEXT),
            Map.entry(Instant.class, TIME),
            Map.entry(JsonNode.class, JSON));

    private final String sqlName;

    ColumnType(String sqlName) {
        this.sqlName = sqlName;
    }

    static ColumnType of(Class<?> component) {
        var type = component.isEnum() ? ENUM : BY_CLASS.get(component);
        if (type == null) {
            throw new IllegalArgumentException("no column holds a " + component);
        }
        return type;
    }

    /** PostgreSQL's name of the type. */
    String sqlName() {
        return sqlName;
    }

    /** The value at a place of a row, by its index from 0. */
    abstract @Nullable Object read(Readable row, int index, Class<?> type);

    /** A value as text that is the same whether it was just made or read from the database. */
    String canonical(Object value) {
        return text(value);
    }

    /** A value as PostgreSQL reads it, without any quoting. */
    String text(Object value) {
        return value.toString();
    }
}
