package org.antiphon.gateway.media;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.antiphon.gateway.json.Json;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.StreamGrant;
import org.antiphon.server.ApiException;

/**
 * The leave to listen that a discovery node wrote into a stream's URL, {@code {"data":"<JSON>","signature":"0x…"}}. The
 * gateway reads from it whose play it is; whether it is genuine, the content node decides.
 *
 * @param proto what the content node gets to see
 * @param data the signed facts
 */
record Grant(StreamGrant proto, Map<String, String> data) {

    /**
     * Reads the value of the query parameter {@code signature}.
     *
     * @throws ApiException STREAM_NOT_GRANTED when it is not of that form
     */
    static Grant parse(String signature) {
        try {
            var outer = scalars(signature);
            if (outer.containsKey("data") && outer.containsKey("signature")) {
                var proto = StreamGrant.newBuilder()
                        .setData(outer.getOrDefault("data", ""))
                        .setSignature(outer.getOrDefault("signature", ""))
                        .build();
                return new Grant(proto, scalars(proto.getData()));
            }
        } catch (IOException noJson) {
            throw malformed();
        }
        throw malformed();
    }

    /** The track listened to, if the grant names one. */
    OptionalLong trackId() {
        return number("trackId");
    }

    /** The listener, 0 for nobody known. */
    long userId() {
        return number("userId").orElse(0);
    }

    private OptionalLong number(String key) {
        var text = data.getOrDefault(key, "");
        return text.matches("[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Map<String, String> scalars(String text) throws IOException {
        var values = new HashMap<String, String>();
        try (JsonParser json = Json.parser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var key = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    values.put(key, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return values;
    }

    private static ApiException malformed() {
        return new ApiException(
                ErrorReason.ERROR_REASON_STREAM_NOT_GRANTED,
                "signature: malformed (expected: {\"data\":\"…\",\"signature\":\"0x…\"} as a discovery node wrote it)");
    }
}
