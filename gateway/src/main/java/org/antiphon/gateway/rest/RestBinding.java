package org.antiphon.gateway.rest;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.linecorp.armeria.common.HttpMethod;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.gateway.rpc.Rpc;

/**
 * One way to reach an RPC over REST, from its {@code google.api.http} option.
 *
 * @param rpc the RPC
 * @param method the HTTP method
 * @param path the path with its variables
 * @param body the request's field that the body fills, {@code *} for all that the path does not give, empty for none
 * @param responseField the response's field that is the whole answer; empty for the response itself
 */
record RestBinding(
        Rpc rpc, HttpMethod method, PathTemplate path, String body, Optional<FieldDescriptor> responseField) {

    /** The bindings of an RPC; none when it has no REST form. */
    static Stream<RestBinding> of(Rpc rpc) {
        var options = rpc.proto().getOptions();
        if (!options.hasExtension(AnnotationsProto.http)) {
            return Stream.empty();
        }
        if (!rpc.isUnary()) {
            throw new IllegalArgumentException(rpc.name() + " has an HTTP rule (expected: on unary RPCs only)");
        }
        var rule = options.getExtension(AnnotationsProto.http);
        return Stream.concat(Stream.of(rule), rule.getAdditionalBindingsList().stream())
                .map(each -> of(rpc, each, rule.getResponseBody()));
    }

    boolean hasBody() {
        return !body.isEmpty();
    }

    private static RestBinding of(Rpc rpc, HttpRule rule, String mainResponseBody) {
        var responseBody = rule.getResponseBody().isEmpty() ? mainResponseBody : rule.getResponseBody();
        var field = Optional.of(responseBody)
                .filter(name -> !name.isEmpty())
                .map(name -> Optional.ofNullable(rpc.proto().getOutputType().findFieldByName(name))
                        .orElseThrow(
                                () -> new IllegalArgumentException(rpc.name() + " has no response field " + name)));
        return new RestBinding(rpc, method(rpc, rule), PathTemplate.parse(path(rule)), rule.getBody(), field);
    }

    private static HttpMethod method(Rpc rpc, HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> HttpMethod.GET;
            case PUT -> HttpMethod.PUT;
            case POST -> HttpMethod.POST;
            case DELETE -> HttpMethod.DELETE;
            case PATCH -> HttpMethod.PATCH;
            case CUSTOM, PATTERN_NOT_SET ->
                throw new IllegalArgumentException(rpc.name() + " has an HTTP rule without a method");
        };
    }

    private static String path(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET -> "";
        };
    }
}
