// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AudiusToken} from "../../src/eth/AudiusToken.sol";
import {ClaimsManager} from "../../src/eth/ClaimsManager.sol";
import {DelegateManagerV2} from "../../src/eth/DelegateManagerV2.sol";
import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {Registry} from "../../src/eth/Registry.sol";
import {ServiceProviderFactory} from "../../src/eth/ServiceProviderFactory.sol";
import {ServiceTypeManager} from "../../src/eth/ServiceTypeManager.sol";
import {Staking} from "../../src/eth/Staking.sol";
import {TrustedNotifierManager} from "../../src/eth/TrustedNotifierManager.sol";
import {AudiusAdminUpgradeabilityProxy} from "../../src/proxy/AudiusAdminUpgradeabilityProxy.sol";
import {EthKit} from "./EthKit.sol";

/// @dev The Ethereum side, deployed and linked as in production, for whoever inherits it: all behind proxies, registered,
/// with Governance as the owner and admin of everything and GUARDIAN to make its calls. The contract itself holds the
/// initial supply. The clients of the Wormhole bridge are left out. All of it happens in the constructor, so that `setUp`
/// stays free.
abstract contract EthSide is EthKit {
    address internal constant GUARDIAN = address(0x6A4D);
    uint256 internal constant AUDIO = 1e18;
    uint256 internal constant VOTING_PERIOD = 13_292;
    uint256 internal constant EXECUTION_DELAY = 6_646;
    uint256 internal constant LOCKUP = 46_523;
    uint256 internal constant DEPLOYER_CUT_LOCKUP = 53_169;
    uint256 internal constant ROUND_BLOCKS = 46_523;
    uint256 internal constant FUNDS_PER_ROUND = 1_342_465.75342e18;
    bytes32 internal constant CONTENT_NODE = "content-node";
    bytes32 internal constant DISCOVERY_NODE = "discovery-node";
    uint256 internal constant MIN_STAKE = 200_000e18;
    uint256 internal constant MAX_CONTENT_STAKE = 3_000_000e18;
    uint256 internal constant MAX_DISCOVERY_STAKE = 2_000_000e18;

    bytes32 internal constant STAKING = "StakingProxy";
    bytes32 internal constant SERVICE_TYPES = "ServiceTypeManagerProxy";
    bytes32 internal constant FACTORY = "ServiceProviderFactory";
    bytes32 internal constant CLAIMS = "ClaimsManagerProxy";
    bytes32 internal constant DELEGATE_MANAGER = "DelegateManager";

    Registry internal immutable registry;
    GovernanceV2 internal immutable governance;
    AudiusToken internal immutable token;
    Staking internal immutable staking;
    ServiceTypeManager internal immutable serviceTypes;
    ClaimsManager internal immutable claims;
    ServiceProviderFactory internal immutable factory;
    DelegateManagerV2 internal immutable delegateManager;
    TrustedNotifierManager internal immutable notifiers;

    constructor() {
        // As the Registry's owner is whoever deploys it, registrations come before its handover.
        registry =
            Registry(behindProxy(address(new Registry()), address(this), abi.encodeCall(Registry.initialize, ())));
        governance = GovernanceV2(
            behindProxy(
                address(new GovernanceV2()),
                address(this),
                abi.encodeCall(
                    GovernanceV2.initialize, (address(registry), VOTING_PERIOD, EXECUTION_DELAY, 5, 100, GUARDIAN)
                )
            )
        );
        address owner = address(governance);
        token = AudiusToken(
            governed(address(new AudiusToken()), abi.encodeCall(AudiusToken.initialize, (address(this), owner)))
        );
        staking = Staking(governed(address(new Staking()), abi.encodeCall(Staking.initialize, (address(token), owner))));
        serviceTypes = ServiceTypeManager(
            governed(address(new ServiceTypeManager()), abi.encodeCall(ServiceTypeManager.initialize, (owner)))
        );
        claims = ClaimsManager(
            governed(address(new ClaimsManager()), abi.encodeCall(ClaimsManager.initialize, (address(token), owner)))
        );
        factory = ServiceProviderFactory(
            governed(
                address(new ServiceProviderFactory()),
                abi.encodeCall(ServiceProviderFactory.initialize, (owner, address(claims), LOCKUP, DEPLOYER_CUT_LOCKUP))
            )
        );
        delegateManager = DelegateManagerV2(
            governed(
                address(new DelegateManagerV2()),
                abi.encodeCall(DelegateManagerV2.initialize, (address(token), owner, LOCKUP))
            )
        );
        notifiers = TrustedNotifierManager(
            governed(
                address(new TrustedNotifierManager()),
                abi.encodeCall(
                    TrustedNotifierManager.initialize, (owner, GUARDIAN, "https://notifier.example", "n@example.com")
                )
            )
        );
        registry.addContract("Token", address(token));
        registry.addContract("Governance", owner);
        registry.addContract(STAKING, address(staking));
        registry.addContract(SERVICE_TYPES, address(serviceTypes));
        registry.addContract(CLAIMS, address(claims));
        registry.addContract(FACTORY, address(factory));
        registry.addContract(DELEGATE_MANAGER, address(delegateManager));
        registry.addContract("TrustedNotifierManagerProxy", address(notifiers));
        handOver(address(registry));
        handOver(owner);
        registry.transferOwnership(owner);

        link(STAKING, "setServiceProviderFactoryAddress(address)", address(factory));
        link(STAKING, "setClaimsManagerAddress(address)", address(claims));
        link(STAKING, "setDelegateManagerAddress(address)", address(delegateManager));
        link(FACTORY, "setStakingAddress(address)", address(staking));
        link(FACTORY, "setServiceTypeManagerAddress(address)", address(serviceTypes));
        link(FACTORY, "setDelegateManagerAddress(address)", address(delegateManager));
        link(CLAIMS, "setStakingAddress(address)", address(staking));
        link(CLAIMS, "setServiceProviderFactoryAddress(address)", address(factory));
        link(CLAIMS, "setDelegateManagerAddress(address)", address(delegateManager));
        link(DELEGATE_MANAGER, "setStakingAddress(address)", address(staking));
        link(DELEGATE_MANAGER, "setServiceProviderFactoryAddress(address)", address(factory));
        link(DELEGATE_MANAGER, "setClaimsManagerAddress(address)", address(claims));
        link("Governance", "setStakingAddress(address)", address(staking));
        link("Governance", "setServiceProviderFactoryAddress(address)", address(factory));
        link("Governance", "setDelegateManagerAddress(address)", address(delegateManager));
        link("Token", "addMinter(address)", address(claims));
        addServiceType(CONTENT_NODE, MIN_STAKE, MAX_CONTENT_STAKE);
        addServiceType(DISCOVERY_NODE, MIN_STAKE, MAX_DISCOVERY_STAKE);
    }

    /// @dev Makes a call of Governance, as its guardian.
    function govern(bytes32 key, string memory signature, bytes memory arguments) internal {
        vm.prank(GUARDIAN);
        governance.guardianExecuteTransaction(key, 0, signature, arguments);
    }

    /// @dev As `govern`, for functions that take one address, such as those that link a contract to another.
    function link(bytes32 key, string memory signature, address argument) internal {
        govern(key, signature, abi.encode(argument));
    }

    function addServiceType(bytes32 serviceType, uint256 min, uint256 max) internal {
        govern(SERVICE_TYPES, "addServiceType(bytes32,uint256,uint256)", abi.encode(serviceType, min, max));
    }

    /// @dev Gives an account tokens that it may stake.
    function fund(address account, uint256 amount) internal {
        token.transfer(account, amount);
        vm.prank(account);
        token.increaseAllowance(address(staking), amount);
    }

    /// @dev Gives an account tokens and registers a content node of it with all of them.
    function register(address provider, uint256 stake) internal returns (uint256 id) {
        fund(provider, stake);
        vm.prank(provider);
        return factory.register(CONTENT_NODE, endpointOf(provider), stake, provider);
    }

    /// @dev Where the node made by `register` answers.
    function endpointOf(address provider) internal pure returns (string memory) {
        return string.concat("https://", vm.toString(provider), ".example");
    }

    /// @dev Gives an account tokens and delegates all of them.
    function delegate(address delegator, address provider, uint256 amount) internal {
        fund(delegator, amount);
        vm.prank(delegator);
        delegateManager.delegateStake(provider, amount);
    }

    function startRound() internal {
        vm.roll(block.number + ROUND_BLOCKS + 1);
        claims.initiateRound();
    }

    function deployerStake(address provider) internal view returns (uint256 stake) {
        (stake,,,,,) = factory.getServiceProviderDetails(provider);
    }

    function hasValidBounds(address provider) internal view returns (bool validBounds) {
        (,, validBounds,,,) = factory.getServiceProviderDetails(provider);
    }

    function delegated(address delegator, address provider) internal view returns (uint256) {
        return delegateManager.getDelegatorStakeForServiceProvider(delegator, provider);
    }

    function governed(address logic, bytes memory initialization) private returns (address) {
        return behindProxy(logic, address(governance), initialization);
    }

    function handOver(address proxy) private {
        AudiusAdminUpgradeabilityProxy(payable(proxy)).setAudiusProxyAdminAddress(address(governance));
    }
}
