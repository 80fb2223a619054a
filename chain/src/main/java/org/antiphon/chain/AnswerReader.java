package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Response;

/** Takes JSON-RPC's envelopes off the results in them, in whatever order a node writes the fields. */
final class AnswerReader<T> {

    private final ObjectMapper mapper;
    private final String node;
    private final String method;
    private final ResultReader<T> results;

    AnswerReader(ObjectMapper mapper, String node, String method, ResultReader<T> results) {
        this.mapper = mapper;
        this.node = node;
        this.method = method;
        this.results = results;
    }

    /** The result of one request. */
    T one(JsonParser parser, RpcRequest request) throws IOException {
        return inOrder(List.of(request), Map.of(request.id(), envelope(parser))).getFirst();
    }

    /** The results in the order of the requests; an error among them fails all. */
    List<T> all(JsonParser parser, List<RpcRequest> requests) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            envelope(parser);
            throw new InconsistentAnswerException("one answer (expected: %d)".formatted(requests.size()));
        }
        Map<Long, Envelope<T>> byId = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var envelope = envelope(parser);
            if (byId.put(envelope.id, envelope) != null || byId.size() > requests.size()) {
                throw new InconsistentAnswerException("id: %d (expected: each request's once)".formatted(envelope.id));
            }
        }
        return inOrder(requests, byId);
    }

    private List<T> inOrder(List<RpcRequest> requests, Map<Long, Envelope<T>> byId) {
        var ordered = new ArrayList<T>(requests.size());
        for (var request : requests) {
            var envelope = byId.get(request.id());
            if (envelope == null || envelope.result == null) {
                throw new InconsistentAnswerException("no result for request %d".formatted(request.id()));
            }
            ordered.add(envelope.result);
        }
        return ordered;
    }

    private Envelope<T> envelope(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new HexFields(parser).malformed("an answer");
        }
        long id = -1;
        T result = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = parser.getValueAsLong(-1);
                case "result" -> result = results.read(parser);
                case "error" -> failOn(mapper.readTree(parser));
                default -> parser.skipChildren();
            }
        }
        return new Envelope<>(id, result);
    }

    private void failOn(JsonNode error) {
        if (!error.isNull()) {
            var words = ChainException.quote(error.path("message").asText(error.toString()));
            throw new RpcErrorException(
                    node, method, new Response.Error(error.path("code").asInt(), words));
        }
    }

    private record Envelope<T>(long id, @Nullable T result) {}
}
