package org.antiphon.discovery;

import java.util.Optional;

/** The chain of the token: staking, governance, payments and arbitration. */
public interface EthereumConfig extends ChainConfig {
    /** The id the chain must have. */
    @Override
    @WithDefault("${antiphon.addresses.ethereum.chainId}")
    long chainId();

    /** The first block to read: the one that deployed the contracts, or earlier. */
    @Override
    @WithDefault("${antiphon.addresses.ethereum.block:0}")
    long startBlock();

    Contracts contracts();

    Initial initial();

    /** The addresses of the contracts, proxies where there are. */
    interface Contracts {
        @WithDefault("${antiphon.addresses.ethereum.contracts.Registry}")
        String registry();

        @WithDefault("${antiphon.addresses.ethereum.contracts.Governance}")
        String governance();

        @WithDefault("${antiphon.addresses.ethereum.contracts.Staking}")
        String staking();

        @WithDefault("${antiphon.addresses.ethereum.contracts.ServiceTypeManager}")
        String serviceTypeManager();

        @WithDefault("${antiphon.addresses.ethereum.contracts.ServiceProviderFactory}")
        String serviceProviderFactory();

        @WithDefault("${antiphon.addresses.ethereum.contracts.ClaimsManager}")
        String claimsManager();

        @WithDefault("${antiphon.addresses.ethereum.contracts.DelegateManager}")
        String delegateManager();

        @WithDefault("${antiphon.addresses.ethereum.contracts.Payments:}")
        Optional<String> payments();

        @WithDefault("${antiphon.addresses.ethereum.contracts.ArbitratorRegistry:}")
        Optional<String> arbitratorRegistry();

        @WithDefault("${antiphon.addresses.ethereum.contracts.Arbitration:}")
        Optional<String> arbitration();
    }

    /** What contracts were initialised with and no event tells, in blocks. */
    interface Initial {
        /** How long a proposal is open for votes. */
        long votingPeriod();

        /** How long a decrease of stake is locked. */
        long decreaseStakeLockup();
    }
}
