package org.antiphon.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.server.ListenConfig;

/** What can be set about the gateway, under {@code antiphon.gateway}. Sizes are in bytes. */
@ConfigMapping(prefix = "antiphon.gateway")
public interface GatewayConfig {
    /** Where HTTP is served; 0 takes a free port. */
    @WithDefault("8080")
    int port();

    /** The address that HTTP and the admin port bind, and the admin port; there is no gRPC port of its own. */
    ListenConfig listen();

    /** How the world reaches the gateway, without a slash at the end. */
    @WithDefault("http://127.0.0.1:8080")
    String publicUrl();

    /** The address of each service, {@code host:port} or a gRPC target, by its name. */
    Map<String, String> upstreams();

    /** The content nodes to show to clients that spread their uploads; none to let them use this gateway. */
    Optional<List<ContentNode>> contentNodes();

    Limits limits();

    Breaker breaker();

    /** A content node as clients choose among them. */
    interface ContentNode {
        String endpoint();

        String delegateOwnerWallet();
    }

    /** What one client or all of them may take. */
    interface Limits {
        /** The largest JSON body. */
        @WithDefault("4194304")
        long maxBodySize();

        /** The largest message of gRPC, in either direction. */
        @WithDefault("4194304")
        int maxMessageSize();

        /** The largest upload. */
        @WithDefault("1073741824")
        long maxUploadSize();

        /** The largest set of headers, and the longest URL. */
        @WithDefault("16384")
        int maxHeaderSize();

        /** Open connections. */
        @WithDefault("10000")
        int maxConnections();

        /** HTTP/2 streams of one connection. */
        @WithDefault("100")
        int maxStreamsPerConnection();

        /** Unary calls at once to one service. */
        @WithDefault("512")
        int concurrentCalls();

        /** Streams at once to one service. */
        @WithDefault("2048")
        int concurrentStreams();

        /** How long a connection without a whole request may stay open. */
        @WithDefault("PT60S")
        Duration idleTimeout();

        /** How long an upload may stand still. */
        @WithDefault("PT30S")
        Duration uploadIdleTimeout();

        /** How long a download may stand still; players stop reading while they play what they have. */
        @WithDefault("PT10M")
        Duration downloadIdleTimeout();

        /** How long requests in flight may go on after the gateway was told to stop. */
        @WithDefault("PT10S")
        Duration drain();
    }

    /** When a service counts as ill. */
    interface Breaker {
        /** How many calls are looked back at. */
        @WithDefault("50")
        int window();

        /** How many calls there must be to judge. */
        @WithDefault("20")
        int minimumCalls();

        /** The share of failed calls, in per cent, that opens the circuit. */
        @WithDefault("50")
        float failurePercent();

        /** How long it stays open before it is tried again. */
        @WithDefault("PT2S")
        Duration openFor();

        /** How many calls try it. */
        @WithDefault("5")
        int trialCalls();
    }
}
