package org.antiphon.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.web3j.abi.datatypes.generated.Bytes32;

/** The names under which Registry, and so Governance, knows the contracts; clients look them up by these. */
public enum RegistryKey {
    TOKEN("Token", EthereumSide.TOKEN),
    GOVERNANCE("Governance", EthereumSide.GOVERNANCE),
    STAKING("StakingProxy", EthereumSide.STAKING),
    SERVICE_TYPE_MANAGER("ServiceTypeManagerProxy", EthereumSide.SERVICE_TYPE_MANAGER),
    SERVICE_PROVIDER_FACTORY("ServiceProviderFactory", EthereumSide.SERVICE_PROVIDER_FACTORY),
    CLAIMS_MANAGER("ClaimsManagerProxy", EthereumSide.CLAIMS_MANAGER),
    DELEGATE_MANAGER("DelegateManager", EthereumSide.DELEGATE_MANAGER),
    TRUSTED_NOTIFIER_MANAGER("TrustedNotifierManagerProxy", EthereumSide.TRUSTED_NOTIFIER_MANAGER),
    WORMHOLE_CLIENT("WormholeClientProxy", EthereumSide.WORMHOLE_CLIENT),
    ETH_REWARDS_MANAGER("EthRewardsManagerProxy", EthereumSide.ETH_REWARDS_MANAGER),
    PAYMENTS("Payments", EthereumSide.PAYMENTS),
    ARBITRATOR_REGISTRY("ArbitratorRegistry", EthereumSide.ARBITRATOR_REGISTRY),
    ARBITRATION("Arbitration", EthereumSide.ARBITRATION);

    private final String key;
    private final String contract;

    RegistryKey(String key, String contract) {
        this.key = key;
        this.contract = contract;
    }

    /** Name of the contract in the deployment. */
    public String contract() {
        return contract;
    }

    /** The key as Registry takes it. */
    public Bytes32 word() {
        return word(key);
    }

    /** ASCII text of at most 32 letters as the contracts keep it, such as a service type: on the left, zeros after it. */
    public static Bytes32 word(String text) {
        return new Bytes32(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 32));
    }
}
