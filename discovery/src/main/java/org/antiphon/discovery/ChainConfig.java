package org.antiphon.discovery;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A chain that is followed. No key has a default of its own: a group with one could not be left out. */
public interface ChainConfig {
    /** JSON-RPC URLs of the chain's nodes, the most trusted first; the next is used when one fails, lags or contradicts. */
    List<String> rpcUrls();

    /** The WebSocket URL of one of them; only makes new blocks known sooner. */
    Optional<String> wsUrl();

    /** The id the chain must have. */
    long chainId();

    /** The first block to read: the one that deployed the contracts, or earlier; 0 unless given. */
    OptionalLong startBlock();

    /** How many of the newest blocks may still be taken back; 64 unless given. */
    OptionalInt finality();
}
