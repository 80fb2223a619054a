package org.antiphon.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import org.antiphon.identity.plays.PlayLimits;
import org.antiphon.identity.relay.RelayLimits;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ListenConfig;

/** Every key of the identity service. */
@ConfigMapping(prefix = "antiphon.identity")
public interface IdentityConfig {
    ListenConfig listen();

    DatabaseConfig database();

    /** JSON-RPC over HTTP of the chain's nodes, the most trusted first; the next is used when one fails. */
    List<String> rpcUrls();

    /** One of them over WebSocket; makes receipts come sooner. */
    Optional<String> wsUrl();

    /** The chain id of the EIP-712 domain that clients sign for. */
    @WithDefault("${antiphon.addresses.dataLayer.chainId:1337}")
    long chainId();

    /** The address of EntityManager. */
    @WithDefault("${antiphon.addresses.dataLayer.contracts.EntityManager}")
    String entityManager();

    /** The address of PlayLedger. */
    @WithDefault("${antiphon.addresses.dataLayer.contracts.PlayLedger}")
    String playLedger();

    /** The private key of the wallet that pays, in hexadecimal. Secret. One service at a time may use it. */
    String relayKey();

    /** What look-up keys are hashed with, at least 32 bytes. Secret; without it no account opens any more. */
    String lookupSecret();

    RelayLimits relay();

    PlayLimits plays();
}
