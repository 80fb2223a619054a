package org.antiphon.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static Struct parse(String json) throws InvalidProtocolBufferException {
        var document = Struct.newBuilder();
        JsonFormat.parser().merge(json, document);
        return document.build();
    }

    @Test
    void theDocumentFitsOfficialClientsAndNamesEveryService() throws Exception {
        try (var stage = Stage.start()) {
            stage.service("indexer").health().detail("block_difference", () -> 3);
            stage.service("content").health().component("disk").healthy();

            var answer = stage.web().get("/health_check").aggregate().join();

            assertThat(answer.status().code()).isEqualTo(200);
            var document = parse(answer.contentUtf8());
            var data = document.getFieldsOrThrow("data").getStructValue();
            assertThat(data.getFieldsOrThrow("service").getStringValue()).isEqualTo("discovery-node");
            assertThat(data.getFieldsOrThrow("version").getStringValue()).matches("\\d+\\.\\d+\\.\\d+");
            assertThat(data.getFieldsOrThrow("block_difference").getNumberValue())
                    .isEqualTo(3);
            assertThat(data.getFieldsOrThrow("diskHasSpace").getBoolValue()).isTrue();
            assertThat(data.getFieldsMap()).doesNotContainKey("network");
            assertThat(answer.contentUtf8())
                    .contains(
                            "\"chain_health\":{\"status\":\"Healthy\"}",
                            "\"plays\":{\"tx_info\":{\"slot_diff\":0}}",
                            "\"comms\":{\"healthy\":true}",
                            "\"errors\":[]",
                            "{\"name\":\"disk\",\"state\":\"healthy\",\"reason\":\"\"}");
            assertThat(document.getFieldsOrThrow("services").getListValue().getValuesList())
                    .extracting(each ->
                            each.getStructValue().getFieldsOrThrow("name").getStringValue())
                    .containsExactly("gateway", "content", "discovery", "identity", "indexer");
        }
    }

    @Test
    void anUnhealthyPartAndAServiceThatIsGoneAreToldWithTheirReasons() {
        try (var stage = Stage.start()) {
            stage.service("content").health().component("disk").unhealthy("1 MiB left (expected: 1 GiB)");
            stage.stop("identity");

            var answer = stage.web().get("/health_check").aggregate().join();

            assertThat(answer.status().code()).isEqualTo(503);
            assertThat(answer.contentUtf8())
                    .contains(
                            "\"diskHasSpace\":false",
                            "\"errors\":[\"content: disk: 1 MiB left (expected: 1 GiB)\",\"identity: can't be reached\"]",
                            "{\"name\":\"identity\",\"state\":\"unhealthy\",\"version\":null,\"uptime_seconds\":null,\"components\":[],\"reason\":\"can't be reached\"}");
        }
    }

    @Test
    void configuredContentNodesAreShown() {
        try (var stage = Stage.start(Map.of(
                "antiphon.gateway.content-nodes[0].endpoint", "http://a",
                "antiphon.gateway.content-nodes[0].delegate-owner-wallet", "0x1"))) {
            assertThat(stage.web().get("/health_check").aggregate().join().contentUtf8())
                    .contains(
                            "\"network\":{\"content_nodes\":[{\"endpoint\":\"http://a\",\"delegateOwnerWallet\":\"0x1\"}]}");
        }
    }
}
