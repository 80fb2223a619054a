package org.antiphon.discovery.testing;

import java.math.BigInteger;
import java.util.List;
import org.antiphon.contracts.Arbitration;
import org.antiphon.contracts.DelegateManagerV2;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.contracts.ServiceProviderFactory;
import org.antiphon.contracts.Staking;
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
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** Contracts of the token's chain at made-up addresses, and what they emit when something is done to them. */
public final class Contracts {
    public static final String REGISTRY = address(0xc1);
    public static final String GOVERNANCE = address(0xc2);
    public static final String STAKING = address(0xc3);
    public static final String SERVICE_TYPES = address(0xc4);
    public static final String PROVIDERS = address(0xc5);
    public static final String CLAIMS = address(0xc6);
    public static final String DELEGATIONS = address(0xc7);
    public static final String PAYMENTS = address(0xc8);
    public static final String ARBITRATORS = address(0xc9);
    public static final String ARBITRATION = address(0xca);
    public static final long VOTING_PERIOD = 20;
    public static final long DECREASE_LOCKUP = 30;

    private static final Bytes32 NODE = RegistryKey.word("content-node");

    private Contracts() {}

    public static String address(long number) {
        return "0x%040x".formatted(number);
    }

    /** The index of these contracts. */
    public static IndexedChain indexed() {
        return new IndexedChain("ethereum", "ethereum_", events(), NetworkTables.all());
    }

    public static NetworkEvents events() {
        return new NetworkEvents()
                .follow(REGISTRY, new RegistryRules())
                .follow(GOVERNANCE, new GovernanceRules(VOTING_PERIOD))
                .follow(STAKING, new StakingRules())
                .follow(SERVICE_TYPES, new ServiceTypeRules())
                .follow(PROVIDERS, new ServiceProviderRules(DECREASE_LOCKUP))
                .follow(CLAIMS, new ClaimRules())
                .follow(DELEGATIONS, new DelegationRules())
                .follow(PAYMENTS, new PaymentRules())
                .follow(ARBITRATORS, new ArbitratorRules())
                .follow(ARBITRATION, new ArbitrationRules());
    }

    /** A provider registers a node with its first stake. */
    public static History register(History history, long provider, long spId, long stake) {
        return staked(history, provider, stake, stake)
                .emit(
                        PROVIDERS,
                        ServiceProviderFactory.REGISTEREDSERVICEPROVIDER_EVENT,
                        uint(spId),
                        NODE,
                        new Address(address(provider)),
                        new Utf8String("https://node" + spId),
                        uint(stake));
    }

    public static History deregister(History history, long provider, long spId, long unstake) {
        return history.emit(
                PROVIDERS,
                ServiceProviderFactory.DEREGISTEREDSERVICEPROVIDER_EVENT,
                uint(spId),
                NODE,
                new Address(address(provider)),
                new Utf8String("https://node" + spId),
                uint(unstake));
    }

    public static History delegate(History history, long delegator, long provider, long amount, long total) {
        return staked(history, provider, amount, total)
                .emit(
                        DELEGATIONS,
                        DelegateManagerV2.INCREASEDELEGATEDSTAKE_EVENT,
                        new Address(address(delegator)),
                        new Address(address(provider)),
                        uint(amount));
    }

    public static History requestUndelegate(History history, long delegator, long provider, long amount) {
        return history.emit(
                DELEGATIONS,
                DelegateManagerV2.UNDELEGATESTAKEREQUESTED_EVENT,
                new Address(address(delegator)),
                new Address(address(provider)),
                uint(amount),
                uint(99));
    }

    public static History slash(History history, long provider, long amount, long total) {
        return history.emit(STAKING, Staking.SLASHED_EVENT, new Address(address(provider)), uint(amount), uint(total))
                .emit(
                        DELEGATIONS,
                        DelegateManagerV2.SLASH_EVENT,
                        new Address(address(provider)),
                        uint(amount),
                        uint(total));
    }

    public static History takeDown(History history, long caseId, long trackId) {
        return takeDown(history, caseId, trackId, "cid" + trackId);
    }

    public static History takeDown(History history, long caseId, long trackId, String cid) {
        return history.emit(
                ARBITRATION,
                Arbitration.CONTENTTAKEDOWN_EVENT,
                uint(caseId),
                new Uint8(0),
                uint(trackId),
                new Utf8String(cid));
    }

    public static History reinstate(History history, long caseId, long trackId) {
        return history.emit(
                ARBITRATION,
                Arbitration.CONTENTREINSTATED_EVENT,
                uint(caseId),
                new Uint8(0),
                uint(trackId),
                new Utf8String("cid" + trackId));
    }

    /** One of an enumeration as a number. */
    public static Uint8 number(Enum<?> value) {
        return new Uint8(List.of(value.getDeclaringClass().getEnumConstants()).indexOf(value));
    }

    public static Uint256 uint(long value) {
        return new Uint256(BigInteger.valueOf(value));
    }

    private static History staked(History history, long account, long amount, long total) {
        return history.emit(STAKING, Staking.STAKED_EVENT, new Address(address(account)), uint(amount), uint(total));
    }
}
