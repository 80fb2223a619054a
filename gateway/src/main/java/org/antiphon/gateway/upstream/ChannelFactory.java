package org.antiphon.gateway.upstream;

import com.linecorp.armeria.common.util.TransportType;
import io.grpc.ManagedChannel;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.antiphon.gateway.GatewayConfig;

/** Opens connections to services on the event loops that also serve the clients, so that calls change threads rarely. */
public final class ChannelFactory {
    private static final int KEEPALIVE_SECONDS = 30;
    private static final int KEEPALIVE_TIMEOUT_SECONDS = 5;
    private static final int FLOW_CONTROL_WINDOW = 1 << 20;

    private final EventLoopGroup eventLoops;
    private final GatewayConfig.Limits limits;

    public ChannelFactory(EventLoopGroup eventLoops, GatewayConfig.Limits limits) {
        this.eventLoops = eventLoops;
        this.limits = limits;
    }

    ManagedChannel open(String target, Map<String, ?> serviceConfig) {
        return NettyChannelBuilder.forTarget(target.contains("://") ? target : "dns:///" + target)
                .eventLoopGroup(eventLoops)
                .channelType(TransportType.socketChannelType(eventLoops))
                .directExecutor()
                .negotiationType(NegotiationType.PLAINTEXT)
                .defaultLoadBalancingPolicy("round_robin")
                .defaultServiceConfig(serviceConfig)
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .maxInboundMessageSize(limits.maxMessageSize())
                .maxInboundMetadataSize(limits.maxHeaderSize())
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build();
    }
}
