package org.antiphon.server;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where a node finds its own registration. */
public interface RegistrationConfig {
    /** JSON-RPC over HTTP of the chain that nodes register on. */
    String rpcUrl();

    /** The same over WebSocket; only makes changes known sooner. */
    Optional<String> wsUrl();

    /** The address of ServiceProviderFactory. */
    @WithDefault("${antiphon.addresses.ethereum.contracts.ServiceProviderFactory}")
    String serviceProviderFactory();

    /** The address that the node is registered with as its own. */
    String delegateOwnerWallet();

    /** How many of the newest blocks may still be taken back. */
    @WithDefault("64")
    int finality();
}
