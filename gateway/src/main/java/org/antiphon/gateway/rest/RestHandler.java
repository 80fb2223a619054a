package org.antiphon.gateway.rest;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.TimeoutMode;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.error.ApiError;
import org.antiphon.gateway.error.JsonErrorHandler;
import org.antiphon.gateway.json.JsonPrinter;
import org.antiphon.gateway.json.JsonReader;
import org.antiphon.gateway.rpc.Deadlines;
import org.antiphon.gateway.upstream.UnaryCall;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;

/** Translates one REST route to its RPC and back, by the descriptors alone. */
final class RestHandler implements RouteHandler {
    /** On top of the RPC's own deadline: the time a client has to send the body. */
    private static final Duration BODY_TIME = Duration.ofSeconds(20);

    private final RestBinding binding;
    private final RequestReader reader;
    private final MethodDescriptor<Message, Message> method;
    private final Channel channel;
    private final GatewayConfig.Limits limits;
    private final String cacheControl;

    RestHandler(RestBinding binding, Channel channel, GatewayConfig.Limits limits) {
        this.binding = binding;
        this.reader = new RequestReader(binding.rpc().proto().getInputType(), binding.path());
        this.method = binding.rpc().messages();
        this.channel = channel;
        this.limits = limits;
        var policy = binding.rpc().policy();
        this.cacheControl =
                policy.hasCache() ? "public, max-age=" + policy.getCache().getSeconds() : "no-store";
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        exchange.ctx()
                .setRequestTimeout(
                        TimeoutMode.SET_FROM_NOW, binding.rpc().timeout().plus(BODY_TIME));
        if (!binding.hasBody()) {
            return exchange.answer(call(exchange, readUrl(exchange)));
        }
        exchange.ctx().setMaxRequestLength(limits.maxBodySize());
        var type = exchange.request().contentType();
        if (type != null && !type.isJson()) {
            return ApiError.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            ErrorReason.ERROR_REASON_BODY_MALFORMED,
                            "content-type: \"%s\" (expected: application/json)"
                                    .formatted(ApiException.shown(type.toString())))
                    .toResponse();
        }
        return exchange.answer(Mono.fromCompletionStage(() -> exchange.request().aggregate())
                .onErrorMap(ContentTooLargeException.class, JsonErrorHandler::tooLarge)
                .flatMap(body -> call(exchange, readBody(exchange, body))));
    }

    private Message readUrl(Exchange exchange) {
        var request = binding.rpc().request().newBuilderForType();
        reader.readPath(exchange.variables(), request);
        reader.readQuery(exchange.query(), request);
        return request.build();
    }

    private Message readBody(Exchange exchange, AggregatedHttpRequest body) {
        var request = binding.rpc().request().newBuilderForType();
        if (binding.body().equals("*")) {
            JsonReader.read(body.content().array(), request);
        } else {
            var field = request.getDescriptorForType().findFieldByName(binding.body());
            JsonReader.read(body.content().array(), request.getFieldBuilder(field));
            reader.readQuery(exchange.query(), request);
        }
        reader.readPath(exchange.variables(), request);
        return request.build();
    }

    private Mono<HttpResponse> call(Exchange exchange, Message request) {
        var options = Deadlines.options(binding.rpc(), null);
        return UnaryCall.send(channel, method, options, exchange.metadata(), request)
                .map(answer -> exchange.complete(MediaType.JSON_UTF_8, cacheControl, print(answer)));
    }

    private byte[] print(Message answer) {
        return binding.responseField()
                .map(field -> JsonPrinter.print(answer, field))
                .orElseGet(() -> JsonPrinter.print(answer));
    }
}
