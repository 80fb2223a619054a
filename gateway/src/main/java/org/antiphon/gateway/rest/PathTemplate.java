package org.antiphon.gateway.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path of {@code google.api.http}: literals and variables, as in {@code /v1/tracks/{track_id}/stream}. A variable
 * takes one segment, or the rest of the path as {@code {name=**}}; what stands behind a variable in its segment, such as
 * {@code :cancel}, must be there.
 *
 * @param text the template as it was written
 * @param segments its parts
 */
public record PathTemplate(String text, List<Segment> segments) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z0-9_.]+)(?:=(\\*\\*?))?}([^{}*]*)");

    /** One part between slashes. */
    sealed interface Segment {
        /** A text that must be there. */
        record Literal(String text) implements Segment {}

        /** A value for a field, followed by a text. */
        record Variable(String field, String suffix) implements Segment {}

        /** All the rest for a field. */
        record Rest(String field) implements Segment {}
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException for one of a form that the gateway does not know
     */
    public static PathTemplate parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path template: \"%s\" (expected: a path from /)".formatted(text));
        }
        var segments = new ArrayList<Segment>();
        for (var part : split(text)) {
            segments.add(segment(text, part));
        }
        return new PathTemplate(text, List.copyOf(segments));
    }

    /** The names of the fields that the path gives. */
    public List<String> variables() {
        return segments.stream()
                .flatMap(segment -> switch (segment) {
                    case Segment.Literal ignored -> Stream.<String>empty();
                    case Segment.Variable variable -> Stream.of(variable.field());
                    case Segment.Rest rest -> Stream.of(rest.field());
                })
                .toList();
    }

    /** The segments of a path; one slash at the end makes no difference. */
    static List<String> split(String path) {
        var end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
        return end <= 1 ? List.of() : List.of(path.substring(1, end).split("/", -1));
    }

    private static Segment segment(String template, String part) {
        var variable = VARIABLE.matcher(part);
        if (variable.matches()) {
            return "**".equals(variable.group(2))
                    ? new Segment.Rest(variable.group(1))
                    : new Segment.Variable(variable.group(1), variable.group(3));
        }
        if (part.isEmpty() || part.contains("{") || part.contains("*")) {
            throw new IllegalArgumentException(
                    "path template: \"%s\" (expected: literals and {variables})".formatted(template));
        }
        return new Segment.Literal(part);
    }
}
