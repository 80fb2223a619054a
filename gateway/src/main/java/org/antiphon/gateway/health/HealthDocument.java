package org.antiphon.gateway.health;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.json.EnumNames;
import org.antiphon.gateway.json.Json;
import org.antiphon.gateway.json.JsonPrinter;
import org.antiphon.proto.common.v1.ComponentHealth;
import org.antiphon.proto.common.v1.HealthState;

/**
 * The health of the whole, in the one document that Audius clients read as a discovery node's and as a content node's,
 * with every service by name and reason for those who operate it.
 */
final class HealthDocument {
    /** The version of Audius' API that this answers like; clients refuse older ones. */
    private static final String COMPATIBLE_VERSION = "0.7.200";

    private final List<ServiceHealth> services;
    private final List<GatewayConfig.ContentNode> contentNodes;

    HealthDocument(List<ServiceHealth> services, List<GatewayConfig.ContentNode> contentNodes) {
        this.services = services;
        this.contentNodes = contentNodes;
    }

    /** Whether every service does its work. */
    boolean isReady() {
        return services.stream().allMatch(ServiceHealth::isReady);
    }

    byte[] print() {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("data");
            writeDiscoveryNode(json);
            writeContentNode(json);
            writeNetwork(json);
            json.writeEndObject();
            json.writeObjectFieldStart("comms");
            json.writeBooleanField("healthy", true);
            json.writeEndObject();
            writeServices(json);
            json.writeArrayFieldStart("errors");
            for (var error :
                    services.stream().flatMap(each -> each.errors().stream()).toList()) {
                json.writeString(error);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void writeDiscoveryNode(JsonGenerator json) throws IOException {
        json.writeStringField("service", "discovery-node");
        json.writeStringField("version", COMPATIBLE_VERSION);
        json.writeFieldName("block_difference");
        var difference = detail("block_difference").map(Value::getNumberValue);
        if (difference.isPresent()) {
            json.writeNumber(difference.get().longValue());
        } else {
            json.writeNull();
        }
        json.writeObjectFieldStart("chain_health");
        json.writeStringField("status", areReady("discovery", "indexer") ? "Healthy" : "Unhealthy");
        json.writeEndObject();
        json.writeObjectFieldStart("plays");
        json.writeObjectFieldStart("tx_info");
        json.writeNumberField("slot_diff", 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeContentNode(JsonGenerator json) throws IOException {
        var space = detail("disk_has_space").map(Value::getBoolValue).orElseGet(() -> areReady("content"));
        json.writeBooleanField("diskHasSpace", space);
        json.writeObjectFieldStart("transcodeStats");
        json.writeNumberField(
                "AvgTranscodeTime",
                detail("average_transcode_seconds").map(Value::getNumberValue).orElse(0.0));
        json.writeEndObject();
    }

    /** Without nodes the key is left out: clients would take an empty list for the whole network. */
    private void writeNetwork(JsonGenerator json) throws IOException {
        if (contentNodes.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("network");
        json.writeArrayFieldStart("content_nodes");
        for (var node : contentNodes) {
            json.writeStartObject();
            json.writeStringField("endpoint", node.endpoint());
            json.writeStringField("delegateOwnerWallet", node.delegateOwnerWallet());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeServices(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("services");
        for (var service : services) {
            json.writeStartObject();
            json.writeStringField("name", service.name());
            json.writeStringField("state", name(service.state()));
            switch (service) {
                case ServiceHealth.Answered answered -> writeAnswer(json, answered);
                case ServiceHealth.Unreachable unreachable -> writeSilence(json, unreachable);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAnswer(JsonGenerator json, ServiceHealth.Answered service) throws IOException {
        var answer = service.answer();
        json.writeStringField("version", answer.getVersion());
        json.writeNumberField("uptime_seconds", answer.getUptime().getSeconds());
        json.writeArrayFieldStart("components");
        for (var component : answer.getComponentsList()) {
            writeComponent(json, component);
        }
        json.writeEndArray();
        json.writeFieldName("details");
        JsonPrinter.write(json, answer.getDetails());
    }

    private static void writeSilence(JsonGenerator json, ServiceHealth.Unreachable service) throws IOException {
        json.writeNullField("version");
        json.writeNullField("uptime_seconds");
        json.writeArrayFieldStart("components");
        json.writeEndArray();
        json.writeStringField("reason", service.reason());
    }

    private static void writeComponent(JsonGenerator json, ComponentHealth component) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", component.getName());
        json.writeStringField("state", name(component.getState()));
        json.writeStringField("reason", component.getReason());
        json.writeEndObject();
    }

    private static String name(HealthState state) {
        return state == HealthState.UNRECOGNIZED
                ? "unrecognized"
                : EnumNames.of(HealthState.getDescriptor()).name(state.getValueDescriptor());
    }

    private Optional<Value> detail(String key) {
        return services.stream()
                .flatMap(service -> service.detail(key).stream())
                .findFirst();
    }

    private boolean areReady(String... names) {
        return services.stream()
                .filter(service -> List.of(names).contains(service.name()))
                .allMatch(ServiceHealth::isReady);
    }
}
