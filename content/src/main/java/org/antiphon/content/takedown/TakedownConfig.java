package org.antiphon.content.takedown;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Where the rulings of Arbitration are. No key has a default of its own: a group with one could not be left out. */
public interface TakedownConfig {
    /** JSON-RPC over HTTP of the token's chain, the most trusted node first. */
    List<String> rpcUrls();

    /** One of them over WebSocket; only makes rulings known sooner. */
    Optional<String> wsUrl();

    /** The id the chain must have. */
    long chainId();

    /** The address of Arbitration. */
    String arbitration();

    /** The first block to read: the one that deployed Arbitration, or earlier; 0 unless given. */
    OptionalLong startBlock();

    /** How many of the newest blocks may still be taken back; 64 unless given. */
    OptionalInt finality();
}
