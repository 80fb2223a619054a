package org.antiphon.discovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ListenConfig;

/** The configuration of the indexer. */
@ConfigMapping(prefix = "antiphon.indexer")
public interface IndexerConfig extends ChainConfig {
    ListenConfig listen();

    /** The database of the index; the query service reads the same one. */
    DatabaseConfig database();

    /** The id the chain must have. */
    @Override
    @WithDefault("${antiphon.addresses.dataLayer.chainId}")
    long chainId();

    /** The first block to read: the one that deployed the contracts, or earlier. */
    @Override
    @WithDefault("${antiphon.addresses.dataLayer.block:0}")
    OptionalLong startBlock();

    /** The address of the EntityManager contract. */
    @WithDefault("${antiphon.addresses.dataLayer.contracts.EntityManager}")
    String entityManager();

    /** The address of the PlayLedger contract; without it no plays are counted. */
    @WithDefault("${antiphon.addresses.dataLayer.contracts.PlayLedger:}")
    Optional<String> playLedger();

    /** The address whose signed actions mark users as verified; without it only the contract's own verifier does. */
    Optional<String> verifier();

    /** The address whose signed actions tell all users news; without it nobody's do. */
    Optional<String> announcer();

    /** The chain of the token; without it only the data chain, whose keys stand beside this one, is indexed. */
    Optional<EthereumConfig> ethereum();

    /** The longest time between two looks at the head of the chain. */
    @WithDefault("PT1S")
    Duration pollInterval();

    /** How many blocks behind the chain the index may be before its health says so. */
    @WithDefault("100")
    long healthyBlockDifference();

    Ranges ranges();

    Batches batch();

    /** How blocks are fetched. */
    interface Ranges {
        /** The most blocks asked for at once. */
        @WithDefault("500")
        int blocks();

        /** How many ranges are fetched at the same time. */
        @WithDefault("4")
        int concurrency();
    }

    /** How blocks are applied. */
    interface Batches {
        /** The most blocks in one transaction. */
        @WithDefault("500")
        int blocks();

        /** The most events in one transaction of more than one block. */
        @WithDefault("10000")
        int events();
    }
}
