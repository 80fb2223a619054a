package org.antiphon.discovery;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** A chain that is followed. */
public interface ChainConfig {
    /** JSON-RPC URLs of the chain; the first one is used. */
    List<String> rpcUrls();

    /** The WebSocket URL of the same node; only makes new blocks known sooner. */
    Optional<String> wsUrl();

    /** The id the chain must have. */
    long chainId();

    /** The first block to read: the one that deployed the contracts, or earlier. */
    @WithDefault("0")
    long startBlock();

    /** How many of the newest blocks may still be taken back. */
    @WithDefault("64")
    int finality();
}
