package org.antiphon.identity;

import org.antiphon.server.ListenConfig;

/** Free ports of this machine alone. */
public record Loopback(String host, int grpcPort, int adminPort) implements ListenConfig {

    public static Loopback anyPort() {
        return new Loopback("127.0.0.1", 0, 0);
    }
}
