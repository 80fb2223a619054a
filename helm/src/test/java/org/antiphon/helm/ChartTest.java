package org.antiphon.helm;

import static org.antiphon.helm.Rendered.elements;
import static org.antiphon.helm.Rendered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

    private static final List<String> COMPONENTS = List.of("gateway", "discovery", "indexer", "content", "identity");

    static Stream<String> scenarios() throws IOException {
        try (var files = Files.list(Chart.DIRECTORY.resolve("ci"))) {
            return files
                    .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void lintFindsNothing() {
        var result = new Helm(Chart.DIRECTORY).lint().strict().call();

        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[ERROR]") || message.contains("[WARNING]"));
        assertThat(result.isFailed()).isFalse();
    }

    @Test
    void everyComponentIsRendered() {
        var chart = Chart.render("default");

        assertThat(chart.workloads().map(workload -> text(workload, "/metadata/name")))
                .containsExactlyInAnyOrderElementsOf(COMPONENTS.stream()
                        .map(name -> "music-antiphon-" + name)
                        .toList());
        assertThat(COMPONENTS)
                .allSatisfy(component -> assertThat(
                                elements(chart.container(component), "/args").map(JsonNode::asText))
                        .containsExactly("run", component, "--config", "/etc/antiphon/antiphon.yaml"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyDocumentIsANamedResourceWithTheCommonLabels(String scenario) {
        assertThat(Chart.render(scenario).resources()).isNotEmpty().allSatisfy(resource -> {
            assertThat(text(resource, "/apiVersion")).isNotEmpty();
            assertThat(text(resource, "/kind")).isNotEmpty();
            assertThat(text(resource, "/metadata/name"))
                    .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")
                    .hasSizeLessThan(64);
            if (!text(resource, "/metadata/name").endsWith("-extra")) {
                assertThat(resource.at("/metadata/labels").properties())
                        .extracting(Map.Entry::getKey)
                        .contains(
                                "app.kubernetes.io/name",
                                "app.kubernetes.io/instance",
                                "app.kubernetes.io/component",
                                "app.kubernetes.io/version",
                                "app.kubernetes.io/managed-by",
                                "helm.sh/chart");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noTwoResourcesShareKindAndName(String scenario) {
        assertThat(Chart.render(scenario).resources())
                .extracting(resource -> text(resource, "/kind") + "/" + text(resource, "/metadata/name"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyContainerIsProbedLimitedAndConfined(String scenario) {
        assertThat(Chart.render(scenario).workloads()).isNotEmpty().allSatisfy(workload -> {
            assertThat(elements(workload, "/spec/template/spec/containers"))
                    .hasSize(1)
                    .allSatisfy(ChartTest::isProbedLimitedAndConfined);
            var pod = workload.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(text(pod, "/securityContext/seccompProfile/type")).isEqualTo("RuntimeDefault");
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/terminationGracePeriodSeconds").asInt()).isGreaterThan(10);
            assertThat(pod.at("/topologySpreadConstraints")).isNotEmpty();
        });
    }

    private static void isProbedLimitedAndConfined(JsonNode container) {
        var ports =
                elements(container, "/ports").map(port -> text(port, "/name")).toList();
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            var target = container.at("/" + probe);
            assertThat(target.has("httpGet") ? ports.contains(text(target, "/httpGet/port")) : target.has("grpc"))
                    .as("%s of %s", probe, text(container, "/name"))
                    .isTrue();
        }
        assertThat(text(container, "/livenessProbe/httpGet/path")).isEqualTo("/health/live");
        for (var resource : List.of("requests/cpu", "requests/memory", "limits/cpu", "limits/memory")) {
            assertThat(text(container, "/resources/" + resource)).as(resource).isNotEmpty();
        }
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(elements(container, "/securityContext/capabilities/drop").map(JsonNode::asText))
                .containsExactly("ALL");
        assertThat(elements(container, "/volumeMounts").map(mount -> text(mount, "/mountPath")))
                .contains("/tmp");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everySelectorFindsExactlyThePodsOfItsComponent(String scenario) {
        var chart = Chart.render(scenario);
        var selectors = Stream.of(
                        chart.workloads().map(it -> it.at("/spec/selector/matchLabels")),
                        chart.ofKind("Service").map(it -> it.at("/spec/selector")),
                        chart.ofKind("PodDisruptionBudget").map(it -> it.at("/spec/selector/matchLabels")),
                        chart.ofKind("NetworkPolicy").map(it -> it.at("/spec/podSelector/matchLabels")),
                        chart.workloads()
                                .flatMap(it -> elements(it, "/spec/template/spec/topologySpreadConstraints"))
                                .map(it -> it.at("/labelSelector/matchLabels")))
                .flatMap(it -> it)
                .toList();

        assertThat(selectors).isNotEmpty().allSatisfy(labels -> {
            assertThat(labels).isNotEmpty();
            assertThat(chart.podsSelectedBy(labels)).hasSize(1);
        });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyServicePortLeadsToAContainerPort(String scenario) {
        var chart = Chart.render(scenario);

        assertThat(chart.ofKind("Service")).isNotEmpty().allSatisfy(service -> {
            var open = chart.podsSelectedBy(service.at("/spec/selector"))
                    .flatMap(pod -> elements(pod, "/spec/containers/0/ports"))
                    .map(port -> text(port, "/name"))
                    .toList();
            assertThat(elements(service, "/spec/ports").map(port -> text(port, "/targetPort")))
                    .isNotEmpty()
                    .isSubsetOf(open);
        });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyConfiguredPortIsTheContainerPort(String scenario) {
        var chart = Chart.render(scenario);

        assertThat(chart.workloads()).allSatisfy(workload -> {
            var container = workload.at("/spec/template/spec/containers/0");
            var config = chart.config(text(container, "/name")).toString();
            assertThat(elements(container, "/ports")
                            .map(port -> port.at("/containerPort").asText()))
                    .allSatisfy(port -> assertThat(config).contains(":" + port));
        });
    }

    @Test
    void aMonitorSelectsAServiceThatHasItsPort() {
        var chart = Chart.render("production");

        assertThat(chart.ofKind("ServiceMonitor")).hasSize(COMPONENTS.size()).allSatisfy(monitor -> {
            var wanted = monitor.at("/spec/selector/matchLabels").properties();
            assertThat(chart.ofKind("Service")
                            .filter(service ->
                                    service.at("/metadata/labels").properties().containsAll(wanted)))
                    .singleElement()
                    .satisfies(service -> assertThat(
                                    elements(service, "/spec/ports").map(port -> text(port, "/name")))
                            .contains(text(monitor, "/spec/endpoints/0/port")));
        });
    }

    @Test
    void noDisruptionBudgetAtOneReplica() {
        assertThat(Chart.render("small").ofKind("PodDisruptionBudget")).isEmpty();
        assertThat(Chart.render("default").ofKind("PodDisruptionBudget").map(it -> text(it, "/metadata/name")))
                .containsExactlyInAnyOrder("music-antiphon-gateway", "music-antiphon-discovery");
    }

    @Test
    void autoscalingTakesTheReplicasOutOfTheDeployment() {
        var chart = Chart.render("production");

        assertThat(chart.theOne("Deployment", "music-antiphon-gateway")
                        .at("/spec")
                        .has("replicas"))
                .isFalse();
        assertThat(chart.ofKind("HorizontalPodAutoscaler"))
                .hasSize(2)
                .allSatisfy(scaler -> assertThat(chart.has("Deployment", text(scaler, "/spec/scaleTargetRef/name")))
                        .isTrue());
        assertThat(Chart.render("default").ofKind("HorizontalPodAutoscaler")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"indexer", "identity"})
    void whatMustBeAloneRunsOnceAndIsRecreated(String component) {
        var deployment = Chart.render("production").theOne("Deployment", "music-antiphon-" + component);

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(text(deployment, "/spec/strategy/type")).isEqualTo("Recreate");
    }

    @Test
    void onlyTheGatewayReachesTheGrpcPorts() {
        var chart = Chart.render("default");

        for (var component : List.of("discovery", "indexer", "content", "identity")) {
            var policy = chart.theOne("NetworkPolicy", "music-antiphon-" + component);
            var grpc = elements(policy, "/spec/ingress")
                    .filter(rule -> "grpc".equals(text(rule, "/ports/0/port")))
                    .toList();
            assertThat(grpc).singleElement().satisfies(rule -> {
                assertThat(rule.at("/from")).hasSize(1);
                assertThat(chart.podsSelectedBy(rule.at("/from/0/podSelector/matchLabels")))
                        .extracting(pod -> text(pod, "/spec/containers/0/name"))
                        .containsExactly("gateway");
            });
        }
        assertThat(chart.ofKind("NetworkPolicy")).hasSize(COMPONENTS.size());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noSecretStandsInAResource(String scenario) {
        var chart = Chart.render(scenario);

        assertThat(chart.ofKind("Secret")).isEmpty();
        assertThat(chart.ofKind("ConfigMap"))
                .allSatisfy(map -> assertThat(map.toString())
                        .doesNotContainIgnoringCase("password")
                        .doesNotContain("relay-key", "lookup-secret", "signing-key"));
        assertThat(chart.workloads().flatMap(it -> elements(it, "/spec/template/spec/containers/0/env")))
                .filteredOn(variable -> text(variable, "/name").matches(".*(PASSWORD|KEY|SECRET|USERNAME)"))
                .isNotEmpty()
                .allSatisfy(variable -> {
                    assertThat(variable.has("value")).isFalse();
                    assertThat(text(variable, "/valueFrom/secretKeyRef/name")).isNotEmpty();
                    assertThat(text(variable, "/valueFrom/secretKeyRef/key")).isNotEmpty();
                });
    }

    @Test
    void aChangedSettingRollsThePodsOfThatComponentOnly() {
        var before = Chart.render("default");
        var after = Chart.render("default", Map.of("identity.database.poolSize", "11"));

        assertThat(checksum(after, "identity"))
                .isNotEqualTo(checksum(before, "identity"))
                .hasSize(64);
        assertThat(checksum(after, "gateway")).isEqualTo(checksum(before, "gateway"));
    }

    private static String checksum(Rendered chart, String component) {
        return text(
                chart.theOne("Deployment", "music-antiphon-" + component),
                "/spec/template/metadata/annotations/checksum~1config");
    }

    @Test
    void freeSettingsWinOverThoseOfTheChart() {
        var config = Chart.render("default", Map.of("identity.config.database.pool-size", "42"))
                .config("identity");

        assertThat(config.at("/database/pool-size").asInt()).isEqualTo(42);
        assertThat(text(config, "/database/url")).isEqualTo("postgresql://postgres.db.svc:5432/identity");
    }

    @ParameterizedTest
    @CsvSource({
        "gatway.replicas, 3, gatway",
        "gateway.replica, 3, replica",
        "gateway.replicas, many, replicas",
        "indexer.replicas, 2, replicas",
        "identity.replicas, 2, replicas",
        "chain.entityManager, 0x12, entityManager",
        "identity.database.url, postgresql://user:secret@host/db, url",
        "image.digest, latest, digest",
        "networkPolicy.enable, true, enable",
    })
    void aTypoOrABadValueIsRefusedByName(String key, String value, String named) {
        assertThatThrownBy(() -> Chart.render("default", Map.of(key, value)))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(named);
    }

    @Test
    void missingValuesAreAllNamedAtOnce() {
        assertThatThrownBy(() -> Chart.withoutValues().call())
                .hasMessageContaining("chain.rpcUrls: empty")
                .hasMessageContaining("gateway.publicUrl: empty")
                .hasMessageContaining("content.trustedSigners: empty")
                .hasMessageContaining("discovery.signingKey.existingSecret: empty")
                .hasMessageContaining("identity.database.existingSecret: empty")
                .hasMessageContaining("identity.lookupSecret.existingSecret: empty");
    }

    @Test
    void extraObjectsAreRenderedAsTemplates() {
        var extra = Chart.render("production").theOne("ConfigMap", "music-antiphon-extra");

        assertThat(text(extra, "/data/namespace")).isEqualTo("radio");
    }
}
