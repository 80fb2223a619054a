package org.antiphon.discovery;

import org.antiphon.discovery.index.IndexedChain;
import org.antiphon.discovery.network.ArbitrationRules;
import org.antiphon.discovery.network.ArbitratorRules;
import org.antiphon.discovery.network.ClaimRules;
import org.antiphon.discovery.network.DelegationRules;
import org.antiphon.discovery.network.GovernanceRules;
import org.antiphon.discovery.network.NetworkEvents;
import org.antiphon.discovery.network.NetworkTables;
import org.antiphon.discovery.network.PaymentRules;
import org.antiphon.discovery.network.RegistryRules;
import org.antiphon.discovery.network.ServiceProviderRules;
import org.antiphon.discovery.network.ServiceTypeRules;
import org.antiphon.discovery.network.StakingRules;

/** What the index follows on the token's chain. */
final class EthereumChain {
    private EthereumChain() {}

    static IndexedChain of(EthereumConfig config) {
        var at = config.contracts();
        var events = new NetworkEvents()
                .follow(at.registry(), new RegistryRules())
                .follow(at.governance(), new GovernanceRules(config.initial().votingPeriod()))
                .follow(at.staking(), new StakingRules())
                .follow(at.serviceTypeManager(), new ServiceTypeRules())
                .follow(
                        at.serviceProviderFactory(),
                        new ServiceProviderRules(config.initial().decreaseStakeLockup()))
                .follow(at.claimsManager(), new ClaimRules())
                .follow(at.delegateManager(), new DelegationRules());
        at.payments().ifPresent(address -> events.follow(address, new PaymentRules()));
        at.arbitratorRegistry().ifPresent(address -> events.follow(address, new ArbitratorRules()));
        at.arbitration().ifPresent(address -> events.follow(address, new ArbitrationRules()));
        return new IndexedChain("ethereum", "ethereum_", events, NetworkTables.all());
    }
}
