package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * JSON-RPC with one node. What comes in masses streams through a {@link ResultReader}, without a tree or an object that
 * is not wanted; the rest becomes web3j's objects.
 */
final class JsonRpc implements AutoCloseable {

    private static final int MAX_BATCH = 100;
    private static final int CONCURRENT_BATCHES = 4;
    private static final int HTTP_OK = 200;
    private static final int HTTP_TOO_LARGE = 413;

    private final ObjectMapper mapper = ObjectMapperFactory.getObjectMapper();
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength((int) RpcTransport.MAX_ANSWER)
                    .build())
            .build();
    private final AtomicLong ids = new AtomicLong();
    private final RpcTransport transport;

    JsonRpc(RpcTransport transport) {
        this.transport = transport;
    }

    /** The node, as it may be told. */
    String name() {
        return transport.name();
    }

    /** The result of a request, read as it is parsed; {@link RpcErrorException} when it is an error. */
    <T> Mono<T> read(String method, List<?> params, ResultReader<T> reader) {
        return Mono.defer(() -> {
            var request = new RpcRequest(ids.incrementAndGet(), method, params);
            return post(request, method, parser -> answers(method, reader).one(parser, request));
        });
    }

    /** The results in the order of the requests' parameters, read as they are parsed; one error fails all. */
    <T> Mono<List<T>> readAll(String method, List<? extends List<?>> params, ResultReader<T> reader) {
        return Flux.fromIterable(params)
                .map(each -> new RpcRequest(ids.incrementAndGet(), method, each))
                .buffer(MAX_BATCH)
                .flatMapSequential(
                        part -> post(
                                part, method, parser -> answers(method, reader).all(parser, part)),
                        CONCURRENT_BATCHES,
                        1)
                .concatMapIterable(results -> results)
                .collectList();
    }

    /** The answer, also when its result is null; {@link RpcErrorException} when it is an error. */
    <T extends Response<?>> Mono<T> call(Request<?, T> request) {
        return post(request, request.getMethod(), mapper::<JsonNode>readTree)
                .map(node -> answer(request, node))
                .doOnNext(answer -> requireResult(request, answer));
    }

    /** The answers in the order of the requests; one error fails all. */
    <T extends Response<?>> Mono<List<T>> batch(List<Request<?, T>> requests) {
        return exchange(requests).doOnNext(answers -> {
            for (int i = 0; i < requests.size(); i++) {
                requireResult(requests.get(i), answers.get(i));
            }
        });
    }

    /** The answers in the order of the requests, errors among them. */
    <T extends Response<?>> Mono<List<T>> exchange(List<Request<?, T>> requests) {
        return Flux.fromIterable(requests)
                .buffer(MAX_BATCH)
                .flatMapSequential(
                        part -> post(part, part.getFirst().getMethod(), mapper::<JsonNode>readTree)
                                .map(node -> answers(part, node)),
                        CONCURRENT_BATCHES,
                        1)
                .concatMapIterable(answers -> answers)
                .collectList();
    }

    /** The answer to a request as it is. */
    Mono<byte[]> raw(byte[] payload) {
        return transport.post(payload).map(response -> {
            try (var body = response.body()) {
                return body.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        transport.close();
    }

    private <T> AnswerReader<T> answers(String method, ResultReader<T> reader) {
        return new AnswerReader<>(mapper, name(), method, reader);
    }

    private <A> Mono<A> post(Object payload, String method, Parsing<A> parsing) {
        return Mono.fromCallable(() -> mapper.writeValueAsBytes(payload))
                .flatMap(transport::post)
                .map(response -> checked(response, method, parsing));
    }

    /** Some nodes give errors a status of their own: then the error says more than the status. */
    private <A> A checked(HttpResponse<InputStream> response, String method, Parsing<A> parsing) {
        var status = response.statusCode();
        try {
            var answer = parsed(response.body(), method, parsing);
            if (status == HTTP_OK) {
                return answer;
            }
        } catch (ChainException e) {
            if (status == HTTP_OK || e instanceof RpcErrorException) {
                throw e;
            }
        }
        var complaint = "%s: %s: status %d (expected: 200)".formatted(name(), method, status);
        throw status == HTTP_TOO_LARGE ? new OversizedAnswerException(complaint) : new ChainException(complaint);
    }

    private <A> A parsed(InputStream body, String method, Parsing<A> parsing) {
        try (var parser = json.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new ChainException("%s: %s: an empty answer".formatted(name(), method));
            }
            return parsing.parse(parser);
        } catch (InconsistentAnswerException e) {
            throw e.of(method);
        } catch (IOException e) {
            var reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new ChainException("%s: %s: not JSON: %s".formatted(name(), method, reason), e);
        }
    }

    private <T extends Response<?>> List<T> answers(List<Request<?, T>> requests, JsonNode nodes) {
        Map<Long, JsonNode> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.path("id").asLong(), node));
        return requests.stream()
                .map(request -> answer(request, byId.getOrDefault(request.getId(), nodes)))
                .toList();
    }

    private <T extends Response<?>> T answer(Request<?, T> request, JsonNode node) {
        if (!node.isObject() || node.path("id").asLong() != request.getId()) {
            throw new ChainException(
                    "%s: %s: no answer to request %d".formatted(name(), request.getMethod(), request.getId()));
        }
        try {
            return mapper.treeToValue(node, request.getResponseType());
        } catch (IOException e) {
            throw new ChainException("%s: %s: an unknown shape".formatted(name(), request.getMethod()), e);
        }
    }

    private void requireResult(Request<?, ?> request, Response<?> answer) {
        if (answer.hasError()) {
            throw new RpcErrorException(name(), request.getMethod(), answer.getError());
        }
    }

    /** Reads an answer from its first token on. */
    private interface Parsing<A> {
        A parse(JsonParser parser) throws IOException;
    }
}
