package org.antiphon.discovery.grpc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the protos' enums as the tables write them: in lower case without the enum's prefix, the value 0 as none. */
final class EnumNames {
    private static final String ZERO = "UNSPECIFIED";

    private EnumNames() {}

    /** The name of a value; empty for the value 0. */
    static <E extends Enum<E>> String of(E value) {
        var name = value.name().substring(prefix(value.getDeclaringClass()).length());
        return name.equals(ZERO) ? "" : name.toLowerCase(Locale.ROOT);
    }

    /** The value that a table names. */
    static <E extends Enum<E>> E value(Class<E> type, @Nullable String name) {
        return Enum.valueOf(
                type, prefix(type) + (name == null || name.equals("none") ? ZERO : name.toUpperCase(Locale.ROOT)));
    }

    private static String prefix(Class<? extends Enum<?>> type) {
        var zero = type.getEnumConstants()[0].name();
        return zero.substring(0, zero.length() - ZERO.length());
    }
}
