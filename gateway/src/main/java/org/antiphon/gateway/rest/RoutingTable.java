package org.antiphon.gateway.rest;

import com.linecorp.armeria.common.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path. A literal beats a variable at the same place, whichever was added first, so that
 * {@code /v1/tracks/trending} is not taken for a track's id.
 */
public final class RoutingTable<T> {
    private final Node<T> root = new Node<>();

    /** What a path led to. */
    public sealed interface Match<T> {
        /** A route, with the values of the path's variables, decoded. */
        record Found<T>(T route, Map<String, String> variables) implements Match<T> {}

        /** The path is known, the method is not one of its own. */
        record WrongMethod<T>(Set<HttpMethod> allowed) implements Match<T> {}

        /** Nothing has this path. */
        record Unknown<T>() implements Match<T> {}
    }

    private static final class Node<T> {
        private final Map<String, Node<T>> literals = new HashMap<>();
        /** By what must follow the value; the longest first. */
        private final Map<String, Node<T>> variables =
                new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(String::compareTo));

        private final Map<HttpMethod, Leaf<T>> here = new EnumMap<>(HttpMethod.class);
        private final Map<HttpMethod, Leaf<T>> rest = new EnumMap<>(HttpMethod.class);
    }

    private record Leaf<T>(T route, List<String> variables, PathTemplate template) {}

    private record Hit<T>(Map<HttpMethod, Leaf<T>> leaves, List<String> values) {}

    /**
     * Adds a route.
     *
     * @throws IllegalArgumentException when the same method and path are taken
     */
    public void add(HttpMethod method, PathTemplate template, T route) {
        var node = root;
        var leaves = root.here;
        for (var segment : template.segments()) {
            switch (segment) {
                case PathTemplate.Segment.Literal literal ->
                    node = node.literals.computeIfAbsent(literal.text(), text -> new Node<>());
                case PathTemplate.Segment.Variable variable ->
                    node = node.variables.computeIfAbsent(variable.suffix(), suffix -> new Node<>());
                case PathTemplate.Segment.Rest ignored -> {}
            }
            leaves = segment instanceof PathTemplate.Segment.Rest ? node.rest : node.here;
        }
        var taken = leaves.putIfAbsent(method, new Leaf<>(route, template.variables(), template));
        if (taken != null) {
            throw new IllegalArgumentException("route: %s %s is also %s"
                    .formatted(method, template.text(), taken.template().text()));
        }
    }

    /** The route of a request. HEAD finds the route of GET. */
    public Match<T> find(HttpMethod method, String path) {
        var wanted = method == HttpMethod.HEAD ? HttpMethod.GET : method;
        var allowed = EnumSet.noneOf(HttpMethod.class);
        var leaf = search(root, PathTemplate.split(path), 0, List.of(), wanted, allowed);
        if (leaf != null) {
            return leaf;
        }
        return allowed.isEmpty() ? new Match.Unknown<>() : new Match.WrongMethod<>(withHead(allowed));
    }

    private @Nullable Match<T> search(
            Node<T> node, List<String> path, int at, List<String> values, HttpMethod wanted, Set<HttpMethod> allowed) {
        if (at == path.size()) {
            return take(new Hit<>(node.here, values), wanted, allowed);
        }
        var segment = path.get(at);
        var literal = node.literals.get(segment);
        var found = literal == null ? null : search(literal, path, at + 1, values, wanted, allowed);
        for (var variable : node.variables.entrySet()) {
            if (found == null && segment.length() > variable.getKey().length() && segment.endsWith(variable.getKey())) {
                var value = segment.substring(
                        0, segment.length() - variable.getKey().length());
                found = search(variable.getValue(), path, at + 1, plus(values, value), wanted, allowed);
            }
        }
        if (found != null) {
            return found;
        }
        var remaining = String.join("/", path.subList(at, path.size()));
        return take(new Hit<>(node.rest, plus(values, remaining)), wanted, allowed);
    }

    private static <T> @Nullable Match<T> take(Hit<T> hit, HttpMethod wanted, Set<HttpMethod> allowed) {
        var leaf = hit.leaves().get(wanted);
        if (leaf == null) {
            allowed.addAll(hit.leaves().keySet());
            return null;
        }
        var variables = new LinkedHashMap<String, String>();
        for (var i = 0; i < leaf.variables().size(); i++) {
            variables.put(leaf.variables().get(i), decode(hit.values().get(i)));
        }
        return new Match.Found<>(leaf.route(), variables);
    }

    private static List<String> plus(List<String> values, String value) {
        var more = new ArrayList<>(values);
        more.add(value);
        return more;
    }

    private static Set<HttpMethod> withHead(Set<HttpMethod> allowed) {
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        return allowed;
    }

    /** In a path, unlike in a form, a plus sign is itself. */
    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
