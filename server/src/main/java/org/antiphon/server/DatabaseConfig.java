package org.antiphon.server;

import io.smallrye.config.WithDefault;

/** The PostgreSQL database of a service. */
public interface DatabaseConfig {
    /** {@code postgresql://host:port/database}. */
    String url();

    String username();

    @WithDefault("")
    String password();

    /** The most connections held at a time. */
    @WithDefault("10")
    int poolSize();
}
