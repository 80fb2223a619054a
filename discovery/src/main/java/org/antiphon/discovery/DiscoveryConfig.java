package org.antiphon.discovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ListenConfig;
import org.antiphon.server.RegistrationConfig;

/** The configuration of the query service. */
@ConfigMapping(prefix = "antiphon.discovery")
public interface DiscoveryConfig {
    ListenConfig listen();

    /** The database of the index; the indexer writes it. */
    DatabaseConfig database();

    /** The base URL under which listeners reach content, as it stands in answers. */
    URI publicUrl();

    /** The private key that signs stream grants, 32 bytes in hex; content nodes trust its address. */
    String signingKey();

    /** Where the node's registration is; without it the health doesn't tell. */
    Optional<RegistrationConfig> registration();

    /** How many blocks behind the chain the index may be before the health says so. */
    @WithDefault("100")
    long healthyBlockDifference();

    /** How long the indexer may be silent before the health says so. */
    @WithDefault("PT30S")
    Duration indexerSilence();

    Nodes nodes();

    /** How the nodes of the network are asked for their health. */
    interface Nodes {
        /** Whether nodes on this host and in private networks are asked too; only for development. */
        @WithDefault("false")
        boolean allowPrivate();
    }
}
