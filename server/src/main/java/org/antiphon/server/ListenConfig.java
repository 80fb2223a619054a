package org.antiphon.server;

import io.smallrye.config.WithDefault;

/** Where a service listens. Port 0 takes a free one. */
public interface ListenConfig {
    /** The address to bind; {@code 0.0.0.0} for all. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port of the gRPC server. */
    @WithDefault("0")
    int grpcPort();

    /** The port of {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
    @WithDefault("0")
    int adminPort();
}
