package org.antiphon.gateway.upstream;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One service behind the gateway: a connection to it, and the guards every call to it passes. */
public final class Upstream {
    private static final int CLOSE_SECONDS = 5;

    private final String name;
    private final ManagedChannel connection;
    private final Channel guarded;

    Upstream(String name, ManagedChannel connection, List<ClientInterceptor> guards) {
        this.name = name;
        this.connection = connection;
        this.guarded = ClientInterceptors.interceptForward(connection, guards);
    }

    public String name() {
        return name;
    }

    /** The way for calls of clients. */
    public Channel channel() {
        return guarded;
    }

    /** The way for asking how the service is, which must not be told by a breaker. */
    public Channel unguarded() {
        return connection;
    }

    void close() throws InterruptedException {
        connection.shutdown();
        if (!connection.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            connection.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }
}
