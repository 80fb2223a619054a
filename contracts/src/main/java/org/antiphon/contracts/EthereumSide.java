package org.antiphon.contracts;

import java.util.List;
import org.antiphon.contracts.Argument.AddressOf;
import org.antiphon.contracts.Argument.Value;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.utils.Numeric;

/**
 * The contracts of the token, the nodes and their stake, governance, payments and arbitration. Governance owns all of them
 * and may upgrade them, itself included; the deployer is its guardian until everything is linked.
 */
public final class EthereumSide {

    public static final String REGISTRY = "Registry";
    public static final String GOVERNANCE = "Governance";
    public static final String TOKEN = "Token";
    public static final String STAKING = "Staking";
    public static final String SERVICE_TYPE_MANAGER = "ServiceTypeManager";
    public static final String CLAIMS_MANAGER = "ClaimsManager";
    public static final String SERVICE_PROVIDER_FACTORY = "ServiceProviderFactory";
    public static final String DELEGATE_MANAGER = "DelegateManager";
    public static final String TRUSTED_NOTIFIER_MANAGER = "TrustedNotifierManager";
    public static final String WORMHOLE = "Wormhole";
    public static final String WORMHOLE_CLIENT = "WormholeClient";
    public static final String ETH_REWARDS_MANAGER = "EthRewardsManager";
    public static final String PAYMENTS = "Payments";
    public static final String ARBITRATOR_REGISTRY = "ArbitratorRegistry";
    public static final String ARBITRATION = "Arbitration";

    private static final Argument OWNER = new AddressOf(GOVERNANCE);
    private static final Argument AUDIO = new AddressOf(TOKEN);
    private static final Argument YES = value(new Bool(true));

    private final Roles roles;
    private final Parameters parameters;
    private final DeploymentBuilder steps = new DeploymentBuilder(AudiusAdminUpgradeabilityProxy.BINARY, OWNER);

    private EthereumSide(Roles roles, Parameters parameters) {
        this.roles = roles;
        this.parameters = parameters;
    }

    /** All of the contracts, linked, with the service types. */
    public static Deployment deployment(Roles roles, Parameters parameters) {
        var side = new EthereumSide(roles, parameters);
        side.createGovernance();
        side.createStaking();
        side.createBridgeClients();
        side.createArbitration();
        side.register();
        side.linkStaking();
        side.linkArbitration();
        side.setLockups();
        parameters.serviceTypes().forEach(side::addServiceType);
        side.handOver();
        return side.steps.build();
    }

    private void createGovernance() {
        var voting = parameters.voting();
        steps.proxied(REGISTRY, Registry.BINARY, Invocation.of("initialize"))
                .proxied(
                        GOVERNANCE,
                        GovernanceV2.BINARY,
                        initialise(
                                new AddressOf(REGISTRY),
                                uint(voting.period()),
                                uint(voting.executionDelay()),
                                uint(voting.quorum()),
                                value(new Uint16(voting.maxProposals())),
                                account(roles.deployer())))
                .proxied(TOKEN, AudiusToken.BINARY, initialise(account(roles.treasury()), OWNER));
    }

    private void createStaking() {
        var lockups = parameters.lockups();
        // ClaimsManager starts with this round, which the lockup of the deployer's cut has to outlast; see setLockups.
        var firstCutLockup = Parameters.mainnet().lockups().deployerCut();
        steps.proxied(STAKING, Staking.BINARY, initialise(AUDIO, OWNER))
                .proxied(SERVICE_TYPE_MANAGER, ServiceTypeManager.BINARY, initialise(OWNER))
                .proxied(CLAIMS_MANAGER, ClaimsManager.BINARY, initialise(AUDIO, OWNER))
                .proxied(
                        SERVICE_PROVIDER_FACTORY,
                        ServiceProviderFactory.BINARY,
                        initialise(
                                OWNER,
                                new AddressOf(CLAIMS_MANAGER),
                                uint(lockups.decreaseStake()),
                                uint(firstCutLockup)))
                .proxied(
                        DELEGATE_MANAGER,
                        DelegateManagerV2.BINARY,
                        initialise(AUDIO, OWNER, uint(lockups.undelegate())));
    }

    private void createBridgeClients() {
        var notifier = parameters.notifier();
        steps.proxied(
                TRUSTED_NOTIFIER_MANAGER,
                TrustedNotifierManager.BINARY,
                initialise(
                        OWNER,
                        account(roles.owner()),
                        value(new Utf8String(notifier.endpoint())),
                        value(new Utf8String(notifier.email()))));
        if (parameters.wormhole().isEmpty()) {
            steps.contract(WORMHOLE, DevelopmentBridge.BINARY, uint(0));
        }
        var bridge = parameters.wormhole().map(EthereumSide::account).orElse(new AddressOf(WORMHOLE));
        var recipient = new Bytes32(Numeric.hexStringToByteArray(parameters.rewardsRecipient()));
        var noOracles = new DynamicArray<>(Address.class, List.of());
        steps.proxied(WORMHOLE_CLIENT, WormholeClient.BINARY, initialise(AUDIO, bridge))
                .proxied(
                        ETH_REWARDS_MANAGER,
                        EthRewardsManagerV2.BINARY,
                        initialise(AUDIO, OWNER, bridge, value(recipient), value(noOracles)));
    }

    private void createArbitration() {
        var arbitrators = parameters.arbitrators();
        steps.proxied(PAYMENTS, Payments.BINARY, initialise(OWNER, uint(parameters.refundWindow())))
                .proxied(
                        ARBITRATOR_REGISTRY,
                        ArbitratorRegistry.BINARY,
                        initialise(
                                AUDIO,
                                OWNER,
                                value(new Uint256(Parameters.audio(arbitrators.minimumStake()))),
                                uint(arbitrators.unbondingDelay())))
                .proxied(
                        ARBITRATION,
                        Arbitration.BINARY,
                        initialise(
                                AUDIO,
                                new AddressOf(ARBITRATOR_REGISTRY),
                                new AddressOf(STAKING),
                                new AddressOf(DELEGATE_MANAGER),
                                new AddressOf(PAYMENTS),
                                OWNER,
                                value(parameters.cases().values())));
    }

    private void register() {
        for (var key : RegistryKey.values()) {
            var contract = new AddressOf(key.contract());
            steps.call(
                    "register " + key.contract(),
                    REGISTRY,
                    new Invocation("addContract", List.of(value(key.word()), contract)),
                    Invocation.of("getContract", key.word()),
                    contract);
        }
    }

    private void linkStaking() {
        link(RegistryKey.STAKING, SERVICE_PROVIDER_FACTORY, CLAIMS_MANAGER, DELEGATE_MANAGER);
        link(RegistryKey.SERVICE_PROVIDER_FACTORY, STAKING, SERVICE_TYPE_MANAGER, DELEGATE_MANAGER);
        link(RegistryKey.CLAIMS_MANAGER, STAKING, SERVICE_PROVIDER_FACTORY, DELEGATE_MANAGER);
        link(RegistryKey.DELEGATE_MANAGER, STAKING, SERVICE_PROVIDER_FACTORY, CLAIMS_MANAGER);
        link(RegistryKey.GOVERNANCE, STAKING, SERVICE_PROVIDER_FACTORY, DELEGATE_MANAGER);
        var minter = Invocation.ofAddress("isMinter", CLAIMS_MANAGER);
        govern(RegistryKey.TOKEN, Invocation.ofAddress("addMinter", CLAIMS_MANAGER), minter, YES);
    }

    private void linkArbitration() {
        link(RegistryKey.DELEGATE_MANAGER, ARBITRATION);
        var setter = Invocation.ofAddress("setArbitrationAddress", ARBITRATION);
        for (var key : List.of(RegistryKey.PAYMENTS, RegistryKey.ARBITRATOR_REGISTRY)) {
            govern(key, setter, Invocation.of("arbitration"), new AddressOf(ARBITRATION));
        }
        var allow = new Invocation("setTokenAllowed", List.of(AUDIO, YES));
        govern(RegistryKey.PAYMENTS, allow, Invocation.ofAddress("isTokenAllowed", TOKEN), YES);
    }

    private void setLockups() {
        var lockups = parameters.lockups();
        set(RegistryKey.CLAIMS_MANAGER, "FundingRoundBlockDiff", lockups.fundingRound());
        set(RegistryKey.SERVICE_PROVIDER_FACTORY, "DeployerCutLockupDuration", lockups.deployerCut());
        set(RegistryKey.DELEGATE_MANAGER, "RemoveDelegatorLockupDuration", lockups.removeDelegator());
        set(RegistryKey.DELEGATE_MANAGER, "RemoveDelegatorEvalDuration", lockups.removeDelegatorEvaluation());
    }

    private void addServiceType(Parameters.ServiceType type) {
        var word = RegistryKey.word(type.name());
        var minimum = new Uint256(Parameters.audio(type.minimumStake()));
        var maximum = new Uint256(Parameters.audio(type.maximumStake()));
        steps.govern(
                "add service type " + type.name(),
                GOVERNANCE,
                RegistryKey.SERVICE_TYPE_MANAGER,
                Invocation.of("addServiceType", word, minimum, maximum),
                Invocation.of("getServiceTypeInfo", word),
                YES,
                value(minimum),
                value(maximum));
    }

    private void handOver() {
        var guardian = new Address(roles.owner());
        steps.call(
                        "hand the guardianship over",
                        GOVERNANCE,
                        Invocation.of("transferGuardianship", guardian),
                        Invocation.of("getGuardianAddress"),
                        value(guardian))
                .call(
                        "hand Registry over",
                        REGISTRY,
                        Invocation.ofAddress("transferOwnership", GOVERNANCE),
                        Invocation.of("owner"),
                        OWNER);
    }

    private void link(RegistryKey from, String... contracts) {
        for (var to : contracts) {
            var setter = Invocation.ofAddress("set" + to + "Address", to);
            govern(from, setter, Invocation.of("get" + to + "Address"), new AddressOf(to));
        }
    }

    private void set(RegistryKey key, String parameter, long value) {
        govern(
                key,
                Invocation.of("update" + parameter, new Uint256(value)),
                Invocation.of("get" + parameter),
                uint(value));
    }

    private void govern(RegistryKey key, Invocation invocation, Invocation view, Argument... answer) {
        var name = key.contract() + "." + invocation.function();
        steps.govern(name, GOVERNANCE, key, invocation, view, answer);
    }

    private static Invocation initialise(Argument... arguments) {
        return new Invocation("initialize", List.of(arguments));
    }

    private static Argument account(String address) {
        return value(new Address(address));
    }

    private static Argument uint(long value) {
        return value(new Uint256(value));
    }

    private static Argument value(Type<?> value) {
        return new Value(value);
    }
}
