package org.antiphon.gateway.json;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names that an enum's values have in REST: lower case, without the prefix that protobuf style puts before them
 * ({@code UPLOAD_STATUS_DONE} is {@code done}).
 */
public final class EnumNames {
    private static final Map<EnumDescriptor, EnumNames> CACHE = new ConcurrentHashMap<>();

    private final Map<Integer, String> byNumber = new HashMap<>();
    private final Map<String, EnumValueDescriptor> byLooseName = new HashMap<>();
    private final List<String> offered;

    private EnumNames(EnumDescriptor type) {
        var prefix = type.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
        for (var value : type.getValues()) {
            var full = value.getName();
            var name = (full.startsWith(prefix) ? full.substring(prefix.length()) : full).toLowerCase(Locale.ROOT);
            byNumber.putIfAbsent(value.getNumber(), name);
            byLooseName.put(loose(name), value);
            byLooseName.put(loose(full), value);
        }
        offered = type.getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .map(value -> byNumber.getOrDefault(value.getNumber(), value.getName()))
                .toList();
    }

    public static EnumNames of(EnumDescriptor type) {
        return CACHE.computeIfAbsent(type, EnumNames::new);
    }

    /** The name of a value; the number itself for one that is newer than this build. */
    public String name(EnumValueDescriptor value) {
        var name = byNumber.get(value.getNumber());
        return name == null ? String.valueOf(value.getNumber()) : name;
    }

    /** The value that a text means, in any case and with or without underscores. */
    public Optional<EnumValueDescriptor> value(String text) {
        return Optional.ofNullable(byLooseName.get(loose(text)));
    }

    /** The names to offer to somebody who gave a wrong one. */
    public String expectation() {
        return String.join(", ", offered);
    }

    private static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
