package org.antiphon.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.nio.charset.StandardCharsets;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.Policy;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadStatus;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.ListTracksRequest;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static String print(com.google.protobuf.Message message) {
        return new String(JsonPrinter.print(message), StandardCharsets.UTF_8);
    }

    private static <B extends com.google.protobuf.Message.Builder> B read(String json, B into) {
        JsonReader.read(json.getBytes(StandardCharsets.UTF_8), into);
        return into;
    }

    @Test
    void whatWasPrintedIsReadBack() {
        var track = Track.newBuilder()
                .setId(123456789)
                .setTitle("\u0000\u001f\ud83d\ude00 </script>")
                .setBpm(120.5)
                .setPinnedCommentId(Long.MAX_VALUE)
                .setStreamConditions(Struct.newBuilder()
                        .putFields(
                                "any",
                                Value.newBuilder()
                                        .setListValue(ListValue.newBuilder()
                                                .addValues(Value.newBuilder().setBoolValue(true))
                                                .addValues(Value.newBuilder().setNumberValue(1.25))
                                                .addValues(Value.newBuilder().setStringValue("x"))
                                                .addValues(Value.newBuilder().setNullValue(NullValue.NULL_VALUE)))
                                        .build()))
                .setCreatedAt(Timestamp.newBuilder().setSeconds(1).setNanos(5))
                .build();

        assertThat(read(print(track), Track.newBuilder()).build()).isEqualTo(track);
    }

    @Test
    void mapsAndEnumsAreReadBack() {
        var upload = Upload.newBuilder()
                .setStatus(UploadStatus.UPLOAD_STATUS_BUSY)
                .putResults("320", "a")
                .putResults("320_preview|1.5", "b")
                .build();

        assertThat(read(print(upload), Upload.newBuilder()).build()).isEqualTo(upload);
    }

    @Test
    void durationsAndBytesHaveTheirForm() {
        assertThat(print(GetHealthResponse.newBuilder()
                        .setUptime(Duration.newBuilder().setSeconds(61).setNanos(500_000_000))
                        .build()))
                .contains("\"uptime\":\"61.5s\"");
        assertThat(print(ReadResponse.newBuilder()
                        .setData(com.google.protobuf.ByteString.copyFromUtf8("hi"))
                        .build()))
                .isEqualTo("{\"header\":null,\"data\":\"aGk=\"}");
    }

    @Test
    void aValueOfAnEnumThatIsNewerThanThisBuildIsPrintedAsItsNumber() {
        assertThat(print(Upload.newBuilder().setStatusValue(99).build())).contains("\"status\":\"99\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2000000", "\"2000000\"", "2e6", "2000000.0", "\"2000000\""})
    void anIntegerIsReadInAnyForm(String number) {
        assertThat(read("{\"size\":" + number + "}", Upload.newBuilder()).getSize())
                .isEqualTo(2_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "1e400000000", "true", "[1]", "\"\"", "\"0x5\"", "NaN"})
    void whatIsNoIntegerIsRefused(String number) {
        assertThatThrownBy(() -> read("{\"size\":" + number + "}", Upload.newBuilder()))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void nullMeansAbsent() {
        assertThat(read("{\"size\":null,\"probe\":null,\"results\":null}", Upload.newBuilder())
                        .build())
                .isEqualTo(Upload.getDefaultInstance());
    }

    @Test
    void hashidsAreReadAsIds() {
        assertThat(read("{\"track_id\":\"7eP5n\",\"userId\":\"ML51L\"}", GetTrackRequest.newBuilder())
                        .build())
                .isEqualTo(
                        GetTrackRequest.newBuilder().setTrackId(1).setUserId(2).build());
        assertThat(read("{\"id\":[\"7eP5n\",\"ML51L\"]}", ListTracksRequest.newBuilder())
                        .getIdList())
                .containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"track_id\":1}", "{\"track_id\":\"1\"}", "{\"track_id\":\"\"}"})
    void aNumberIsNoHashid(String body) {
        assertThatThrownBy(() -> read(body, GetTrackRequest.newBuilder())).isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @CsvSource({"2.5s,2,500000000", "0s,0,0", "-1.000000001s,-1,-1"})
    void durationsAreRead(String text, long seconds, int nanos) {
        assertThat(read("{\"timeout\":\"%s\"}".formatted(text), Policy.newBuilder())
                        .getTimeout())
                .isEqualTo(Duration.newBuilder()
                        .setSeconds(seconds)
                        .setNanos(nanos)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"created_at\":\"yesterday\"}",
                "{\"created_at\":5}",
                "{\"stream_conditions\":[]}",
                "{\"followee_reposts\":{}}"
            })
    void aWellKnownTypeOfTheWrongFormIsRefused(String body) {
        assertThatThrownBy(() -> read(body, Track.newBuilder())).isInstanceOf(ApiException.class);
    }
}
