package org.antiphon.helm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resources that the chart renders to, read as strictly as an API server would. */
record Rendered(List<JsonNode> resources) {

    private static final ObjectReader STRICT_YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

    static Rendered parse(String yaml) {
        try (var documents = STRICT_YAML.<JsonNode>readValues(yaml)) {
            return new Rendered(documents.readAll().stream()
                    .filter(document -> !document.isNull() && !document.isMissingNode())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the chart renders to broken YAML:\n" + yaml, e);
        }
    }

    static JsonNode yaml(String text) {
        try {
            return STRICT_YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> ofKind(String kind) {
        return resources.stream().filter(resource -> kind.equals(text(resource, "/kind")));
    }

    JsonNode theOne(String kind, String name) {
        return ofKind(kind)
                .filter(named(name))
                .reduce((one, other) -> {
                    throw new AssertionError("two of " + kind + " " + name);
                })
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    boolean has(String kind, String name) {
        return ofKind(kind).anyMatch(named(name));
    }

    Stream<JsonNode> workloads() {
        return resources.stream().filter(resource -> WORKLOADS.contains(text(resource, "/kind")));
    }

    /** The only container of a component's pod. */
    JsonNode container(String component) {
        var pod = workloads()
                .filter(named("music-antiphon-" + component))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no workload for " + component));
        return pod.at("/spec/template/spec/containers/0");
    }

    /** The configuration file that a component mounts, below its own prefix. */
    JsonNode config(String component) {
        var map = theOne("ConfigMap", "music-antiphon-" + component);
        return yaml(text(map, "/data/antiphon.yaml")).at("/antiphon/" + component);
    }

    Stream<JsonNode> podsSelectedBy(JsonNode labels) {
        return workloads()
                .map(workload -> workload.at("/spec/template"))
                .filter(pod -> labels.properties().stream()
                        .allMatch(label -> label.getValue()
                                .equals(pod.at("/metadata/labels").get(label.getKey()))));
    }

    static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText();
    }

    static Stream<JsonNode> elements(JsonNode node, String pointer) {
        return StreamSupport.stream(node.at(pointer).spliterator(), false);
    }

    private static Predicate<JsonNode> named(String name) {
        return resource -> name.equals(text(resource, "/metadata/name"));
    }
}
