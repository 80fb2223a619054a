package org.antiphon.discovery;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The chain of the token: staking, governance, payments and arbitration. */
public interface EthereumConfig extends ChainConfig {
    @Override
    @WithDefault("${antiphon.addresses.ethereum.chainId}")
    long chainId();

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
        @WithDefault("13292")
        long votingPeriod();

        /** How long a decrease of stake is locked. */
        @WithDefault("46523")
        long decreaseStakeLockup();
    }
}
