package org.antiphon.discovery;

import java.util.Optional;

/** The chain of the token: staking, governance, payments and arbitration. */
public interface EthereumConfig extends ChainConfig {
    Contracts contracts();

    Initial initial();

    /** The addresses of the contracts, proxies where there are. */
    interface Contracts {
        String registry();

        String governance();

        String staking();

        String serviceTypeManager();

        String serviceProviderFactory();

        String claimsManager();

        String delegateManager();

        Optional<String> payments();

        Optional<String> arbitratorRegistry();

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
