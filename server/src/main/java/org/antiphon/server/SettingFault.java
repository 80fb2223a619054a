package org.antiphon.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says of each key that is missing, unknown or of the wrong kind what its typed view expects, one line per key. */
final class SettingFault {
    /** SRCFG00014: a key without a value. */
    private static final Pattern MISSING = Pattern.compile(".*SRCFG00014: The config property (\\S+) is required .*");
    /** SRCFG00039: a value that can't be converted. */
    private static final Pattern WRONG = Pattern.compile(
            ".*SRCFG00039: The config property (\\S+) with the config value \"(.*)\" threw an Exception.*",
            Pattern.DOTALL);
    /** SRCFG00050: a key of nothing. */
    private static final Pattern UNKNOWN = Pattern.compile(".*SRCFG00050: (\\S+) (in .* )?does not map to any root.*");

    private static final List<Class<?>> WHOLE_NUMBERS =
            List.of(int.class, Integer.class, long.class, Long.class, OptionalInt.class, OptionalLong.class);
    private static final List<Class<?>> NUMBERS = List.of(double.class, Double.class, OptionalDouble.class);

    private final String prefix;
    private final Class<?> view;

    private SettingFault(Class<?> view) {
        this.view = view;
        this.prefix = view.getAnnotation(ConfigMapping.class).prefix();
    }

    /** The lines, each a key with its value and what was expected. */
    static String describe(Class<?> view, ConfigValidationException invalid) {
        var fault = new SettingFault(view);
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(each -> fault.line(invalid.getProblem(each).getMessage()))
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n  "));
    }

    private String line(String problem) {
        var missing = MISSING.matcher(problem);
        if (missing.matches()) {
            return "%s: missing (expected: %s)".formatted(missing.group(1), expected(missing.group(1)));
        }
        var wrong = WRONG.matcher(problem);
        if (wrong.matches()) {
            return "%s: \"%s\" (expected: %s)"
                    .formatted(wrong.group(1), ApiException.shown(wrong.group(2)), expected(wrong.group(1)));
        }
        var unknown = UNKNOWN.matcher(problem);
        return unknown.matches() ? "%s: unknown (expected: a key of %s)".formatted(unknown.group(1), prefix) : problem;
    }

    /** Follows the key through the view: each part is a method, or any name where the method gives a map. */
    private String expected(String key) {
        Type type = view;
        for (var part : key.substring(prefix.length() + 1).split("[.\\[]", -1)) {
            type = step(type, part);
        }
        return expected(type);
    }

    private static Type step(Type type, String part) {
        if (type instanceof ParameterizedType collection) {
            return collection.getActualTypeArguments()[collection.getActualTypeArguments().length - 1];
        }
        return type instanceof Class<?> section
                ? Stream.of(section.getMethods())
                        .filter(method -> kebab(method.getName()).equals(part))
                        .findFirst()
                        .map(Method::getGenericReturnType)
                        .orElse(String.class)
                : String.class;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String expected(Type type) {
        if (type instanceof ParameterizedType generic) {
            var of = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return expected(of[0]);
            }
            return generic.getRawType() == Map.class
                    ? "names, each with " + expected(of[1])
                    : "a list, separated by commas, each " + expected(of[0]);
        }
        if (type instanceof Class<?> kind && kind.isEnum()) {
            return Arrays.stream(kind.getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" or "));
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number";
        }
        if (NUMBERS.contains(type)) {
            return "a number";
        }
        if (type == Duration.class) {
            return "a duration such as PT30S";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == Path.class ? "a path" : "a text";
    }
}
