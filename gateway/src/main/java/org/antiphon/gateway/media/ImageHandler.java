package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpResponse;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.rpc.Deadlines;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.upstream.StreamingCall;
import org.antiphon.proto.content.v1.ReadImageRequest;
import org.antiphon.proto.content.v1.ReadImageResponse;

/** {@code GET /content/{reference}/{variant}}: a picture in one of its sizes. */
final class ImageHandler implements RouteHandler {
    private final Channel channel;
    private final Rpc rpc;
    private final MethodDescriptor<ReadImageRequest, ReadImageResponse> method;
    private final Duration idleTimeout;
    private final String cacheControl;

    ImageHandler(
            Channel channel,
            Rpc rpc,
            MethodDescriptor<ReadImageRequest, ReadImageResponse> method,
            Duration idleTimeout) {
        this.channel = channel;
        this.rpc = rpc;
        this.method = method;
        this.idleTimeout = idleTimeout;
        this.cacheControl = "public, max-age=%d, immutable"
                .formatted(rpc.policy().getCache().getSeconds());
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        var request = ReadImageRequest.newBuilder()
                .setReference(exchange.variables().getOrDefault("reference", ""))
                .setVariant(exchange.variables().getOrDefault("variant", ""))
                .build();
        var blob = StreamingCall.send(channel, method, Deadlines.options(rpc, null), exchange.metadata(), request)
                .map(Blob::of);
        return new BlobResponse(exchange, cacheControl, false, idleTimeout, header -> {}).send(blob);
    }
}
