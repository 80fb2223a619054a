package org.antiphon.gateway.rpc;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;

/** Passes the calls of one RPC on, message by message, in any of the four shapes. */
final class ForwardingHandler implements ServerCallHandler<byte[], byte[]> {
    private final Rpc rpc;
    private final MethodDescriptor<byte[], byte[]> method;
    private final Channel channel;

    ForwardingHandler(Rpc rpc, Channel channel) {
        this.rpc = rpc;
        this.method = rpc.bytes();
        this.channel = channel;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        var options = Deadlines.options(rpc, headers.get(Deadlines.TIMEOUT));
        return new ForwardedCall(rpc, call, channel.newCall(method, options)).start(PassedHeaders.toUpstream(headers));
    }
}
