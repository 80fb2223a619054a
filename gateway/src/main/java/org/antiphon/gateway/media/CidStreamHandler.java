package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Optional;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.rpc.Deadlines;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.upstream.StreamingCall;
import org.antiphon.proto.content.v1.BlobHeader;
import org.antiphon.proto.content.v1.ByteRange;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;

/** {@code GET /tracks/cidstream/{cid}}: audio, in whole or in part, to whoever holds a grant for it. */
final class CidStreamHandler implements RouteHandler {
    /** A player may keep it, but asks each time: a replay is a play. */
    private static final String CACHE_CONTROL = "private, no-cache";
    /** Players ask for the first two bytes to learn the size; that is not listening. */
    private static final int PROBE_LENGTH = 2;

    private final Channel channel;
    private final Rpc rpc;
    private final MethodDescriptor<ReadRequest, ReadResponse> method;
    private final PlayRecorder plays;
    private final Duration idleTimeout;

    CidStreamHandler(
            Channel channel,
            Rpc rpc,
            MethodDescriptor<ReadRequest, ReadResponse> method,
            PlayRecorder plays,
            Duration idleTimeout) {
        this.channel = channel;
        this.rpc = rpc;
        this.method = method;
        this.plays = plays;
        this.idleTimeout = idleTimeout;
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        var cid = exchange.variables().getOrDefault("cid", "");
        var grant = Optional.ofNullable(exchange.query().get("signature")).map(Grant::parse);
        var range = range(exchange, cid);
        var request = ReadRequest.newBuilder().setCid(cid);
        grant.ifPresent(given -> request.setGrant(given.proto()));
        range.ifPresent(request::setRange);
        var blob = StreamingCall.send(
                        channel, method, Deadlines.options(rpc, null), exchange.metadata(), request.build())
                .map(Blob::of);
        return new BlobResponse(
                        exchange,
                        CACHE_CONTROL,
                        range.isPresent(),
                        idleTimeout,
                        header -> grant.filter(given -> isListening(exchange, header))
                                .ifPresent(plays::record))
                .send(blob);
    }

    /** A range is meant only for the version the client already has a part of. */
    private static Optional<ByteRange> range(Exchange exchange, String cid) {
        var headers = exchange.request().headers();
        var version = headers.get(HttpHeaderNames.IF_RANGE);
        return version == null || version.equals(BlobResponse.etag(cid))
                ? RangeHeader.parse(headers.get(HttpHeaderNames.RANGE))
                : Optional.empty();
    }

    private static boolean isListening(Exchange exchange, BlobHeader header) {
        return header.getFirst() == 0
                && header.getLength() > PROBE_LENGTH
                && !"true".equals(exchange.query().get("skip_play_count"));
    }
}
