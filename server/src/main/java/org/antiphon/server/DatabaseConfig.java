package org.antiphon.server;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The PostgreSQL database of a service. */
public interface DatabaseConfig {
    /** {@code postgresql://host:port/database}. */
    String url();

    String username();

    /** Absent where the server trusts the connection. */
    Optional<String> password();

    /** The most connections held at a time. */
    @WithDefault("10")
    int poolSize();
}
