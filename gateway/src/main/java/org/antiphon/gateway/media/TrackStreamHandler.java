package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.Channel;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.json.JsonPrinter;
import org.antiphon.gateway.rest.PathTemplate;
import org.antiphon.gateway.rest.RequestReader;
import org.antiphon.gateway.rpc.Deadlines;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.upstream.UnaryCall;
import org.antiphon.proto.discovery.v1.GetTrackStreamRequest;
import org.antiphon.proto.discovery.v1.GetTrackStreamResponse;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;

/** {@code GET /v1/tracks/{track_id}/stream}: sends the listener to where the audio is. */
final class TrackStreamHandler implements RouteHandler {
    private static final String NO_STORE = "no-store";

    private final Channel channel;
    private final Rpc rpc;
    private final RequestReader reader;

    TrackStreamHandler(Channel channel, Rpc rpc, PathTemplate path) {
        this.channel = channel;
        this.rpc = rpc;
        this.reader = new RequestReader(GetTrackStreamRequest.getDescriptor(), path);
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        var request = GetTrackStreamRequest.newBuilder();
        reader.readPath(exchange.variables(), request);
        reader.readQuery(exchange.query(), request);
        var noRedirect = "true".equals(exchange.query().get("no_redirect"));
        return exchange.answer(UnaryCall.send(
                        channel,
                        TrackServiceGrpc.getGetTrackStreamMethod(),
                        Deadlines.options(rpc, null),
                        exchange.metadata(),
                        request.build())
                .map(answer -> noRedirect
                        ? exchange.complete(MediaType.JSON_UTF_8, NO_STORE, JsonPrinter.print(answer))
                        : redirect(answer)));
    }

    private static HttpResponse redirect(GetTrackStreamResponse answer) {
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.FOUND)
                .set(HttpHeaderNames.LOCATION, answer.getData())
                .set(HttpHeaderNames.CACHE_CONTROL, NO_STORE)
                .contentLength(0)
                .build());
    }
}
