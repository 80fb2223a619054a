package org.antiphon.server;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a node finds its own registration. No key has a default of its own: a group with one could not be left out. */
public interface RegistrationConfig {
    /** JSON-RPC over HTTP of the chain that nodes register on, the most trusted node first. */
    List<String> rpcUrls();

    /** One of them over WebSocket; only makes changes known sooner. */
    Optional<String> wsUrl();

    /** The address of ServiceProviderFactory. */
    String serviceProviderFactory();

    /** The address that the node is registered with as its own. */
    String delegateOwnerWallet();

    /** How many of the newest blocks may still be taken back; 64 unless given. */
    OptionalInt finality();
}
