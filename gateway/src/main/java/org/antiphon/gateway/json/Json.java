package org.antiphon.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON reader and writer with the gateway's limits. */
public final class Json {
    /** How deep a body may nest: deep enough for any of ours, too shallow to exhaust a stack. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 64;
    private static final int MAX_STRING_LENGTH = 16 << 20;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    /** What writes a document. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    public static byte[] write(Content content) {
        try (var buffer = new ByteArrayBuilder(FACTORY._getBufferRecycler())) {
            try (var json = FACTORY.createGenerator(buffer)) {
                content.writeTo(json);
            }
            return buffer.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static JsonParser parser(byte[] text) throws IOException {
        return FACTORY.createParser(text);
    }

    public static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }
}
