// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ServiceProviderFactory} from "../../src/eth/ServiceProviderFactory.sol";
import {Vm} from "../TestKit.sol";
import {EthSide} from "./EthSide.sol";

contract ServiceProviderFactoryTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant OTHER = address(0x2222);
    address private constant STRANGER = address(0x3333);
    address private constant WALLET = address(0x4444);
    string private constant ENDPOINT = "https://one.example";
    string private constant SECOND = "https://two.example";
    string private constant MAX_EXCEEDED = "ServiceProviderFactory: Maximum stake amount exceeded";
    string private constant MIN_NOT_MET = "ServiceProviderFactory: Minimum stake requirement not met";
    string private constant CLAIM_PENDING =
        "ServiceProviderFactory: No claim expected to be pending prior to stake transfer";
    string private constant NO_REQUEST = "ServiceProviderFactory: Decrease stake request must be pending";
    string private constant NO_CUT_REQUEST = "ServiceProviderFactory: No update deployer cut operation pending";
    string private constant LOCKED = "ServiceProviderFactory: Lockup must be expired";

    function test_initializesOnce() public {
        assertInitializedOnce(address(factory), initialization(LOCKUP, DEPLOYER_CUT_LOCKUP));
    }

    function test_wantsGovernanceAndLongWaits() public {
        address bare = address(new ServiceProviderFactory());
        assertReverts(
            bare,
            abi.encodeCall(ServiceProviderFactory.initialize, (STRANGER, address(claims), LOCKUP, DEPLOYER_CUT_LOCKUP)),
            "ServiceProviderFactory: _governanceAddress is not a valid governance contract"
        );
        assertReverts(
            bare,
            initialization(VOTING_PERIOD + EXECUTION_DELAY, DEPLOYER_CUT_LOCKUP),
            "ServiceProviderFactory: decreaseStakeLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        assertReverts(
            bare,
            initialization(LOCKUP, ROUND_BLOCKS),
            "ServiceProviderFactory: Incoming duration must be greater than funding round block diff"
        );
        ServiceProviderFactory(bare)
            .initialize(address(governance), address(claims), VOTING_PERIOD + EXECUTION_DELAY + 1, ROUND_BLOCKS + 1);
    }

    function test_answersNothingUninitialized() public {
        address bare = address(new ServiceProviderFactory());
        bytes[35] memory calls = [
            abi.encodeCall(ServiceProviderFactory.register, (CONTENT_NODE, ENDPOINT, 1, WALLET)),
            abi.encodeCall(ServiceProviderFactory.deregister, (CONTENT_NODE, ENDPOINT)),
            abi.encodeCall(ServiceProviderFactory.increaseStake, (1)),
            abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (1)),
            abi.encodeCall(ServiceProviderFactory.cancelDecreaseStakeRequest, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.decreaseStake, ()),
            abi.encodeCall(ServiceProviderFactory.updateDelegateOwnerWallet, (CONTENT_NODE, ENDPOINT, WALLET)),
            abi.encodeCall(ServiceProviderFactory.updateEndpoint, (CONTENT_NODE, ENDPOINT, SECOND)),
            abi.encodeCall(ServiceProviderFactory.requestUpdateDeployerCut, (PROVIDER, 1)),
            abi.encodeCall(ServiceProviderFactory.cancelUpdateDeployerCut, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.updateDeployerCut, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.updateServiceProviderStake, (PROVIDER, 1)),
            abi.encodeCall(ServiceProviderFactory.updateDecreaseStakeLockupDuration, (1)),
            abi.encodeCall(ServiceProviderFactory.updateDeployerCutLockupDuration, (1)),
            abi.encodeCall(ServiceProviderFactory.setGovernanceAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setStakingAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setDelegateManagerAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setServiceTypeManagerAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setClaimsManagerAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.validateAccountStakeBalance, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.getServiceProviderDetails, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.getPendingDecreaseStakeRequest, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.getPendingUpdateDeployerCutRequest, (PROVIDER)),
            abi.encodeCall(ServiceProviderFactory.getServiceEndpointInfo, (CONTENT_NODE, 1)),
            abi.encodeCall(ServiceProviderFactory.getServiceProviderIdFromEndpoint, (ENDPOINT)),
            abi.encodeCall(ServiceProviderFactory.getServiceProviderIdsFromAddress, (PROVIDER, CONTENT_NODE)),
            abi.encodeCall(ServiceProviderFactory.getTotalServiceTypeProviders, (CONTENT_NODE)),
            abi.encodeCall(ServiceProviderFactory.getServiceProviderDeployerCutBase, ()),
            abi.encodeCall(ServiceProviderFactory.getDecreaseStakeLockupDuration, ()),
            abi.encodeCall(ServiceProviderFactory.getDeployerCutLockupDuration, ()),
            abi.encodeCall(ServiceProviderFactory.getGovernanceAddress, ()),
            abi.encodeCall(ServiceProviderFactory.getStakingAddress, ()),
            abi.encodeCall(ServiceProviderFactory.getDelegateManagerAddress, ()),
            abi.encodeCall(ServiceProviderFactory.getServiceTypeManagerAddress, ()),
            abi.encodeCall(ServiceProviderFactory.getClaimsManagerAddress, ())
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            assertUninitialized(bare, calls[i]);
        }
    }

    function test_onlyGovernanceChanges() public {
        bytes[7] memory calls = [
            abi.encodeCall(ServiceProviderFactory.updateDecreaseStakeLockupDuration, (LOCKUP)),
            abi.encodeCall(ServiceProviderFactory.updateDeployerCutLockupDuration, (DEPLOYER_CUT_LOCKUP)),
            abi.encodeCall(ServiceProviderFactory.setGovernanceAddress, (address(governance))),
            abi.encodeCall(ServiceProviderFactory.setStakingAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setDelegateManagerAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setServiceTypeManagerAddress, (STRANGER)),
            abi.encodeCall(ServiceProviderFactory.setClaimsManagerAddress, (STRANGER))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            factoryRefuses(STRANGER, calls[i], "ServiceProviderFactory: Only callable by Governance contract");
        }
    }

    function test_tellsEachChange() public {
        changed(
            "updateDecreaseStakeLockupDuration(uint256)", "DecreaseStakeLockupDurationUpdated(uint256)", word(20_000)
        );
        assertEq(factory.getDecreaseStakeLockupDuration(), 20_000, "decrease lockup");
        changed(
            "updateDeployerCutLockupDuration(uint256)", "UpdateDeployerCutLockupDurationUpdated(uint256)", word(60_000)
        );
        assertEq(factory.getDeployerCutLockupDuration(), 60_000, "cut lockup");
        changed("setGovernanceAddress(address)", "GovernanceAddressUpdated(address)", word(address(governance)));
        assertEq(factory.getGovernanceAddress(), address(governance), "governance");
        changed("setStakingAddress(address)", "StakingAddressUpdated(address)", word(address(1)));
        assertEq(factory.getStakingAddress(), address(1), "staking");
        changed("setDelegateManagerAddress(address)", "DelegateManagerAddressUpdated(address)", word(address(2)));
        assertEq(factory.getDelegateManagerAddress(), address(2), "delegate manager");
        changed("setServiceTypeManagerAddress(address)", "ServiceTypeManagerAddressUpdated(address)", word(address(3)));
        assertEq(factory.getServiceTypeManagerAddress(), address(3), "service types");
        changed("setClaimsManagerAddress(address)", "ClaimsManagerAddressUpdated(address)", word(address(4)));
        assertEq(factory.getClaimsManagerAddress(), address(4), "claims manager");
    }

    function test_refusesChangesThatEndangerStakers() public {
        factoryRefuses(
            address(governance),
            abi.encodeCall(ServiceProviderFactory.updateDecreaseStakeLockupDuration, (VOTING_PERIOD + EXECUTION_DELAY)),
            "ServiceProviderFactory: decreaseStakeLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        factoryRefuses(
            address(governance),
            abi.encodeCall(ServiceProviderFactory.updateDeployerCutLockupDuration, (ROUND_BLOCKS)),
            "ServiceProviderFactory: Incoming duration must be greater than funding round block diff"
        );
        factoryRefuses(
            address(governance),
            abi.encodeCall(ServiceProviderFactory.setGovernanceAddress, (STRANGER)),
            "ServiceProviderFactory: _governanceAddress is not a valid governance contract"
        );
    }

    function test_wantsItsLinksInOrder() public {
        ServiceProviderFactory unlinked = new ServiceProviderFactory();
        unlinked.initialize(address(governance), address(claims), LOCKUP, DEPLOYER_CUT_LOCKUP);
        address target = address(unlinked);
        bytes memory registerCall = abi.encodeCall(ServiceProviderFactory.register, (CONTENT_NODE, ENDPOINT, 1, WALLET));
        bytes memory deregisterCall = abi.encodeCall(ServiceProviderFactory.deregister, (CONTENT_NODE, ENDPOINT));
        bytes memory increase = abi.encodeCall(ServiceProviderFactory.increaseStake, (1));
        bytes memory request = abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (1));
        bytes memory update = abi.encodeCall(ServiceProviderFactory.updateServiceProviderStake, (PROVIDER, 1));
        string memory noStaking = "ServiceProviderFactory: stakingAddress is not set";
        string memory noServiceTypes = "ServiceProviderFactory: serviceTypeManagerAddress is not set";
        string memory noClaims = "ServiceProviderFactory: claimsManagerAddress is not set";
        string memory noDelegateManager = "ServiceProviderFactory: delegateManagerAddress is not set";
        assertReverts(target, registerCall, noStaking);
        assertReverts(target, deregisterCall, noStaking);
        assertReverts(target, increase, noStaking);
        assertReverts(target, request, noStaking);
        assertReverts(target, update, noStaking);
        assertReverts(target, abi.encodeCall(ServiceProviderFactory.decreaseStake, ()), noStaking);
        assertReverts(target, abi.encodeCall(ServiceProviderFactory.validateAccountStakeBalance, (PROVIDER)), noStaking);
        assertReverts(
            target, abi.encodeCall(ServiceProviderFactory.cancelDecreaseStakeRequest, (PROVIDER)), noDelegateManager
        );
        vm.prank(address(governance));
        unlinked.setStakingAddress(address(staking));
        assertReverts(target, registerCall, noServiceTypes);
        assertReverts(target, deregisterCall, noServiceTypes);
        assertReverts(target, update, noDelegateManager);
        vm.prank(address(governance));
        unlinked.setServiceTypeManagerAddress(address(serviceTypes));
        vm.prank(address(governance));
        unlinked.setClaimsManagerAddress(address(0));
        assertReverts(target, registerCall, noClaims);
        assertReverts(target, increase, noClaims);
        assertReverts(target, request, noClaims);
        refused(
            address(governance),
            target,
            abi.encodeCall(ServiceProviderFactory.updateDeployerCutLockupDuration, (DEPLOYER_CUT_LOCKUP)),
            noClaims
        );
    }

    function test_tellsTheWalletAfterTheRegistration() public {
        fund(PROVIDER, MIN_STAKE);
        vm.recordLogs();
        vm.prank(PROVIDER);
        factory.register(CONTENT_NODE, ENDPOINT, MIN_STAKE, WALLET);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(
            logs[logs.length - 2],
            address(factory),
            "RegisteredServiceProvider(uint256,bytes32,address,string,uint256)",
            words(word(1), CONTENT_NODE, word(PROVIDER)),
            abi.encode(ENDPOINT, MIN_STAKE)
        );
        assertLog(
            logs[logs.length - 1],
            address(factory),
            "DelegateOwnerWalletUpdated(address,bytes32,uint256,address)",
            words(word(PROVIDER), CONTENT_NODE, word(1)),
            abi.encode(WALLET)
        );
    }

    function test_registersServices() public {
        fund(PROVIDER, 3 * MIN_STAKE);
        vm.roll(77);
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.register(CONTENT_NODE, ENDPOINT, 2 * MIN_STAKE, WALLET), 1, "first id");
        emitted(
            address(factory),
            "RegisteredServiceProvider(uint256,bytes32,address,string,uint256)",
            words(word(1), CONTENT_NODE, word(PROVIDER)),
            abi.encode(ENDPOINT, 2 * MIN_STAKE)
        );
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.register(DISCOVERY_NODE, SECOND, MIN_STAKE, WALLET), 1, "first id of another type");
        emitted(
            address(factory),
            "RegisteredServiceProvider(uint256,bytes32,address,string,uint256)",
            words(word(1), DISCOVERY_NODE, word(PROVIDER)),
            abi.encode(SECOND, 3 * MIN_STAKE)
        );
        vm.prank(PROVIDER);
        assertEq(factory.register(CONTENT_NODE, "https://three.example", 0, WALLET), 2, "second id, no more stake");
        assertDetails(PROVIDER, 3 * MIN_STAKE, 3, 3 * MIN_STAKE, 2 * MAX_CONTENT_STAKE + MAX_DISCOVERY_STAKE);
        require(hasValidBounds(PROVIDER), "valid bounds");
        assertEq(factory.getServiceProviderIdFromEndpoint(ENDPOINT), 1, "id by endpoint");
        assertEq(factory.getTotalServiceTypeProviders(CONTENT_NODE), 2, "services of the type");
        uint256[] memory ids = factory.getServiceProviderIdsFromAddress(PROVIDER, CONTENT_NODE);
        assertEq(ids.length, 2, "ids");
        assertEq(ids[1], 2, "second id by owner");
        (address owner, string memory endpoint, uint256 blockNumber, address wallet) =
            factory.getServiceEndpointInfo(CONTENT_NODE, 1);
        assertEq(owner, PROVIDER, "owner");
        assertEq(bytes(endpoint), bytes(ENDPOINT), "endpoint");
        assertEq(blockNumber, 77, "block");
        assertEq(wallet, WALLET, "wallet");
        factory.validateAccountStakeBalance(PROVIDER);
    }

    function test_refusesBadRegistrations() public {
        fund(PROVIDER, 10 * MAX_CONTENT_STAKE);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.register, ("no-such-node", ENDPOINT, MIN_STAKE, WALLET)),
            "ServiceProviderFactory: Valid service type required"
        );
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.register, (CONTENT_NODE, ENDPOINT, MIN_STAKE - 1, WALLET)),
            MIN_NOT_MET
        );
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.register, (CONTENT_NODE, ENDPOINT, MAX_CONTENT_STAKE + 1, WALLET)),
            MAX_EXCEEDED
        );
        register(OTHER, MIN_STAKE);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.register, (DISCOVERY_NODE, endpointOf(OTHER), MIN_STAKE, WALLET)),
            "ServiceProviderFactory: Endpoint already registered"
        );
        startRound();
        fund(OTHER, MIN_STAKE);
        factoryRefuses(
            OTHER,
            abi.encodeCall(ServiceProviderFactory.register, (CONTENT_NODE, ENDPOINT, MIN_STAKE, WALLET)),
            "ServiceProviderFactory: No pending claim expected"
        );
        factoryRefuses(
            OTHER, abi.encodeCall(ServiceProviderFactory.register, (CONTENT_NODE, ENDPOINT, 0, WALLET)), MIN_NOT_MET
        );
    }

    function test_deregistersOneOfTwo() public {
        registerTwo(2 * MIN_STAKE);
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.deregister(CONTENT_NODE, endpointOf(PROVIDER)), 1, "id");
        emitted(
            address(factory),
            "DeregisteredServiceProvider(uint256,bytes32,address,string,uint256)",
            words(word(1), CONTENT_NODE, word(PROVIDER)),
            abi.encode(endpointOf(PROVIDER), 0)
        );
        assertDetails(PROVIDER, 2 * MIN_STAKE, 1, MIN_STAKE, MAX_CONTENT_STAKE);
        uint256[] memory ids = factory.getServiceProviderIdsFromAddress(PROVIDER, CONTENT_NODE);
        assertEq(ids.length, 1, "ids");
        assertEq(ids[0], 2, "the other id");
        assertEq(factory.getServiceProviderIdFromEndpoint(endpointOf(PROVIDER)), 0, "endpoint free");
        (address owner,,,) = factory.getServiceEndpointInfo(CONTENT_NODE, 1);
        assertEq(owner, address(0), "record gone");
        assertRequest(PROVIDER, 0, 0);
    }

    function test_deregistersTheLastAndAsksAllStakeBack() public {
        register(PROVIDER, 3 * MIN_STAKE);
        vm.prank(PROVIDER);
        factory.requestDecreaseStake(MIN_STAKE);
        vm.roll(100);
        vm.recordLogs();
        vm.prank(PROVIDER);
        factory.deregister(CONTENT_NODE, endpointOf(PROVIDER));
        emitted(
            address(factory),
            "DeregisteredServiceProvider(uint256,bytes32,address,string,uint256)",
            words(word(1), CONTENT_NODE, word(PROVIDER)),
            abi.encode(endpointOf(PROVIDER), 3 * MIN_STAKE)
        );
        assertDetails(PROVIDER, 3 * MIN_STAKE, 0, 0, 0);
        assertRequest(PROVIDER, 3 * MIN_STAKE, 100 + LOCKUP);
        vm.roll(100 + LOCKUP);
        vm.prank(PROVIDER);
        assertEq(factory.decreaseStake(), 0, "left");
        assertEq(token.balanceOf(PROVIDER), 3 * MIN_STAKE, "paid out");
        assertEq(register(PROVIDER, MIN_STAKE), 2, "ids are not reused");
    }

    function test_refusesBadDeregistrations() public {
        register(PROVIDER, MIN_STAKE);
        register(OTHER, MIN_STAKE);
        string memory endpoint = endpointOf(PROVIDER);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.deregister, (CONTENT_NODE, ENDPOINT)),
            "ServiceProviderFactory: Endpoint not registered"
        );
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.deregister, (DISCOVERY_NODE, endpoint)),
            "ServiceProviderFactory: Invalid endpoint for service type"
        );
        factoryRefuses(
            OTHER,
            abi.encodeCall(ServiceProviderFactory.deregister, (CONTENT_NODE, endpoint)),
            "ServiceProviderFactory: Only callable by endpoint owner"
        );
        registerTwo(2 * MAX_CONTENT_STAKE);
        factoryRefuses(
            address(0x5555),
            abi.encodeCall(ServiceProviderFactory.deregister, (CONTENT_NODE, endpointOf(address(0x5555)))),
            MAX_EXCEEDED
        );
    }

    function test_servicesOfARemovedTypeCanLeave() public {
        register(PROVIDER, MIN_STAKE);
        govern(SERVICE_TYPES, "removeServiceType(bytes32)", abi.encode(CONTENT_NODE));
        vm.prank(PROVIDER);
        factory.deregister(CONTENT_NODE, endpointOf(PROVIDER));
        assertDetails(PROVIDER, MIN_STAKE, 0, 0, 0);
    }

    function test_increasesStake() public {
        register(PROVIDER, MIN_STAKE);
        delegate(OTHER, PROVIDER, MIN_STAKE);
        fund(PROVIDER, MIN_STAKE);
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.increaseStake(MIN_STAKE), 3 * MIN_STAKE, "whole stake");
        emitted(
            address(factory),
            "IncreasedStake(address,uint256,uint256)",
            words(word(PROVIDER), word(MIN_STAKE), word(3 * MIN_STAKE)),
            ""
        );
        assertEq(deployerStake(PROVIDER), 2 * MIN_STAKE, "own stake");
    }

    function test_refusesBadIncreases() public {
        bytes memory increase = abi.encodeCall(ServiceProviderFactory.increaseStake, (1));
        factoryRefuses(PROVIDER, increase, "ServiceProviderFactory: Registered endpoint required to increase stake");
        register(PROVIDER, MAX_CONTENT_STAKE);
        fund(PROVIDER, 1);
        factoryRefuses(PROVIDER, increase, MAX_EXCEEDED);
        factoryRefuses(
            PROVIDER, abi.encodeCall(ServiceProviderFactory.increaseStake, (0)), "Staking: Zero amount not allowed"
        );
        startRound();
        factoryRefuses(PROVIDER, increase, CLAIM_PENDING);
    }

    function test_decreasesStakeAfterTheLockup() public {
        register(PROVIDER, 3 * MIN_STAKE);
        vm.roll(100);
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.requestDecreaseStake(MIN_STAKE), 2 * MIN_STAKE, "what would remain");
        emitted(
            address(factory),
            "DecreaseStakeRequested(address,uint256,uint256)",
            words(word(PROVIDER), word(MIN_STAKE), word(100 + LOCKUP)),
            ""
        );
        assertRequest(PROVIDER, MIN_STAKE, 100 + LOCKUP);
        assertEq(staking.totalStakedFor(PROVIDER), 3 * MIN_STAKE, "tokens stay");
        vm.roll(99 + LOCKUP);
        factoryRefuses(PROVIDER, abi.encodeCall(ServiceProviderFactory.decreaseStake, ()), LOCKED);
        vm.roll(100 + LOCKUP);
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.decreaseStake(), 2 * MIN_STAKE, "what remains");
        emitted(
            address(factory),
            "DecreaseStakeRequestEvaluated(address,uint256,uint256)",
            words(word(PROVIDER), word(MIN_STAKE), word(2 * MIN_STAKE)),
            ""
        );
        assertRequest(PROVIDER, 0, 0);
        assertEq(token.balanceOf(PROVIDER), MIN_STAKE, "paid out");
        assertEq(deployerStake(PROVIDER), 2 * MIN_STAKE, "own stake");
        factoryRefuses(PROVIDER, abi.encodeCall(ServiceProviderFactory.decreaseStake, ()), NO_REQUEST);
    }

    function test_refusesBadDecreases() public {
        register(PROVIDER, MIN_STAKE);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (0)),
            "ServiceProviderFactory: Requested stake decrease amount must be greater than zero"
        );
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (MIN_STAKE + 1)),
            "SafeMath: subtraction overflow"
        );
        vm.prank(PROVIDER);
        factory.requestDecreaseStake(1);
        vm.roll(block.number + LOCKUP);
        factoryRefuses(PROVIDER, abi.encodeCall(ServiceProviderFactory.decreaseStake, ()), MIN_NOT_MET);
        startRound();
        factoryRefuses(PROVIDER, abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (1)), CLAIM_PENDING);
        vm.prank(address(governance));
        delegateManager.slash(1, PROVIDER);
        delegateManager.claimRewards(PROVIDER);
        factoryRefuses(PROVIDER, abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (1)), MIN_NOT_MET);
    }

    function test_cancelsADecrease() public {
        bytes memory cancel = abi.encodeCall(ServiceProviderFactory.cancelDecreaseStakeRequest, (PROVIDER));
        register(PROVIDER, 2 * MIN_STAKE);
        vm.roll(100);
        factoryRefuses(STRANGER, cancel, "ServiceProviderFactory: Only owner or DelegateManager");
        factoryRefuses(PROVIDER, cancel, NO_REQUEST);
        address[2] memory callers = [PROVIDER, address(delegateManager)];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.prank(PROVIDER);
            factory.requestDecreaseStake(MIN_STAKE);
            vm.recordLogs();
            vm.prank(callers[i]);
            factory.cancelDecreaseStakeRequest(PROVIDER);
            emitted(
                address(factory),
                "DecreaseStakeRequestCancelled(address,uint256,uint256)",
                words(word(PROVIDER), word(MIN_STAKE), word(100 + LOCKUP)),
                ""
            );
            assertRequest(PROVIDER, 0, 0);
        }
    }

    function test_changesTheWallet() public {
        register(PROVIDER, MIN_STAKE);
        factoryRefuses(
            STRANGER,
            abi.encodeCall(
                ServiceProviderFactory.updateDelegateOwnerWallet, (CONTENT_NODE, endpointOf(PROVIDER), WALLET)
            ),
            "ServiceProviderFactory: Invalid update operation, wrong owner"
        );
        vm.recordLogs();
        vm.prank(PROVIDER);
        factory.updateDelegateOwnerWallet(CONTENT_NODE, endpointOf(PROVIDER), WALLET);
        emitted(
            address(factory),
            "DelegateOwnerWalletUpdated(address,bytes32,uint256,address)",
            words(word(PROVIDER), CONTENT_NODE, word(1)),
            abi.encode(WALLET)
        );
        (,,, address wallet) = factory.getServiceEndpointInfo(CONTENT_NODE, 1);
        assertEq(wallet, WALLET, "wallet");
    }

    function test_changesTheEndpoint() public {
        register(PROVIDER, MIN_STAKE);
        string memory old = endpointOf(PROVIDER);
        vm.recordLogs();
        vm.prank(PROVIDER);
        assertEq(factory.updateEndpoint(CONTENT_NODE, old, ENDPOINT), 1, "id");
        emitted(
            address(factory),
            "EndpointUpdated(bytes32,address,string,string,uint256)",
            words(CONTENT_NODE, word(PROVIDER), word(1)),
            abi.encode(old, ENDPOINT)
        );
        assertEq(factory.getServiceProviderIdFromEndpoint(old), 0, "old endpoint");
        assertEq(factory.getServiceProviderIdFromEndpoint(ENDPOINT), 1, "new endpoint");
        (, string memory endpoint,,) = factory.getServiceEndpointInfo(CONTENT_NODE, 1);
        assertEq(bytes(endpoint), bytes(ENDPOINT), "record");
    }

    function test_refusesToMoveToAnEndpointThatIsTaken() public {
        register(PROVIDER, MIN_STAKE);
        register(STRANGER, MIN_STAKE);
        bytes memory move = abi.encodeCall(
            ServiceProviderFactory.updateEndpoint, (CONTENT_NODE, endpointOf(PROVIDER), endpointOf(STRANGER))
        );
        factoryRefuses(PROVIDER, move, "ServiceProviderFactory: Endpoint already registered");
        string memory own = endpointOf(PROVIDER);
        vm.prank(PROVIDER);
        assertEq(factory.updateEndpoint(CONTENT_NODE, own, own), 1, "to where it is");
    }

    function test_refusesBadEndpointChanges() public {
        register(PROVIDER, MIN_STAKE);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.updateEndpoint, (CONTENT_NODE, ENDPOINT, SECOND)),
            "ServiceProviderFactory: Could not find service provider with that endpoint"
        );
        factoryRefuses(
            STRANGER,
            abi.encodeCall(ServiceProviderFactory.updateEndpoint, (CONTENT_NODE, endpointOf(PROVIDER), SECOND)),
            "ServiceProviderFactory: Invalid update endpoint operation, wrong owner"
        );
        fund(PROVIDER, MIN_STAKE);
        vm.prank(PROVIDER);
        factory.register(DISCOVERY_NODE, ENDPOINT, MIN_STAKE, WALLET);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.updateEndpoint, (DISCOVERY_NODE, endpointOf(PROVIDER), SECOND)),
            "ServiceProviderFactory: Old endpoint doesn't match what's registered for the service provider"
        );
    }

    function test_changesTheCutAfterTheLockup() public {
        register(PROVIDER, MIN_STAKE);
        assertEq(factory.getServiceProviderDeployerCutBase(), 100, "base");
        vm.roll(100);
        address[2] memory callers = [PROVIDER, address(governance)];
        for (uint256 i = 0; i < callers.length; i++) {
            uint256 start = block.number;
            vm.recordLogs();
            vm.prank(callers[i]);
            factory.requestUpdateDeployerCut(PROVIDER, 100 - i);
            emitted(
                address(factory),
                "DeployerCutUpdateRequested(address,uint256,uint256)",
                words(word(PROVIDER), word(100 - i), word(start + DEPLOYER_CUT_LOCKUP)),
                ""
            );
            (uint256 newCut, uint256 expiryBlock) = factory.getPendingUpdateDeployerCutRequest(PROVIDER);
            assertEq(newCut, 100 - i, "requested cut");
            assertEq(expiryBlock, start + DEPLOYER_CUT_LOCKUP, "expiry");
            vm.roll(expiryBlock - 1);
            factoryRefuses(callers[i], abi.encodeCall(ServiceProviderFactory.updateDeployerCut, (PROVIDER)), LOCKED);
            vm.roll(expiryBlock);
            vm.recordLogs();
            vm.prank(callers[i]);
            factory.updateDeployerCut(PROVIDER);
            emitted(
                address(factory),
                "DeployerCutUpdateRequestEvaluated(address,uint256)",
                words(word(PROVIDER), word(100 - i)),
                ""
            );
            (, uint256 cut,,,,) = factory.getServiceProviderDetails(PROVIDER);
            assertEq(cut, 100 - i, "cut");
        }
    }

    function test_cancelsAChangeOfTheCut() public {
        register(PROVIDER, MIN_STAKE);
        vm.prank(PROVIDER);
        factory.requestUpdateDeployerCut(PROVIDER, 0);
        vm.recordLogs();
        vm.prank(PROVIDER);
        factory.cancelUpdateDeployerCut(PROVIDER);
        emitted(
            address(factory),
            "DeployerCutUpdateRequestCancelled(address,uint256,uint256)",
            words(word(PROVIDER), word(uint256(0)), word(uint256(0))),
            ""
        );
        (, uint256 expiryBlock) = factory.getPendingUpdateDeployerCutRequest(PROVIDER);
        assertEq(expiryBlock, 0, "no request");
    }

    function test_refusesBadChangesOfTheCut() public {
        string memory notAllowed = "ServiceProviderFactory: Only callable by Service Provider or Governance";
        bytes memory request = abi.encodeCall(ServiceProviderFactory.requestUpdateDeployerCut, (PROVIDER, 5));
        bytes memory cancel = abi.encodeCall(ServiceProviderFactory.cancelUpdateDeployerCut, (PROVIDER));
        bytes memory update = abi.encodeCall(ServiceProviderFactory.updateDeployerCut, (PROVIDER));
        factoryRefuses(STRANGER, request, notAllowed);
        factoryRefuses(STRANGER, cancel, NO_CUT_REQUEST);
        factoryRefuses(STRANGER, update, NO_CUT_REQUEST);
        factoryRefuses(
            PROVIDER,
            abi.encodeCall(ServiceProviderFactory.requestUpdateDeployerCut, (PROVIDER, 101)),
            "ServiceProviderFactory: Service Provider cut cannot exceed base value"
        );
        vm.prank(PROVIDER);
        factory.requestUpdateDeployerCut(PROVIDER, 5);
        factoryRefuses(PROVIDER, request, "ServiceProviderFactory: Update deployer cut operation pending");
        factoryRefuses(STRANGER, cancel, notAllowed);
        factoryRefuses(STRANGER, update, notAllowed);
    }

    function test_onlyTheDelegateManagerSetsTheOwnStake() public {
        factoryRefuses(
            address(governance),
            abi.encodeCall(ServiceProviderFactory.updateServiceProviderStake, (PROVIDER, 1)),
            "ServiceProviderFactory: only callable by DelegateManager"
        );
    }

    function test_looksAtTheWholeStakeForValidBounds() public {
        register(PROVIDER, MIN_STAKE);
        vm.prank(address(delegateManager));
        factory.updateServiceProviderStake(PROVIDER, 1);
        assertEq(deployerStake(PROVIDER), 1, "own stake");
        require(hasValidBounds(PROVIDER), "the whole stake is enough");
        vm.prank(address(delegateManager));
        staking.slash(1, PROVIDER);
        vm.prank(address(delegateManager));
        factory.updateServiceProviderStake(PROVIDER, MIN_STAKE);
        require(!hasValidBounds(PROVIDER), "too little");
    }

    function factoryRefuses(address caller, bytes memory call, string memory text) private {
        refused(caller, address(factory), call, text);
    }

    function changed(string memory setter, string memory signature, bytes32 value) private {
        vm.recordLogs();
        govern(FACTORY, setter, abi.encode(value));
        emitted(address(factory), signature, words(value), "");
    }

    /// @dev Two content nodes, of PROVIDER if it has none, else of another account.
    function registerTwo(uint256 stake) private {
        address provider = deployerStake(PROVIDER) == 0 ? PROVIDER : address(0x5555);
        fund(provider, stake);
        vm.prank(provider);
        factory.register(CONTENT_NODE, endpointOf(provider), stake / 2, WALLET);
        vm.prank(provider);
        factory.register(CONTENT_NODE, SECOND, stake - stake / 2, WALLET);
    }

    function initialization(uint256 decreaseLockup, uint256 cutLockup) private view returns (bytes memory) {
        return abi.encodeCall(
            ServiceProviderFactory.initialize, (address(governance), address(claims), decreaseLockup, cutLockup)
        );
    }

    function assertDetails(address provider, uint256 stake, uint256 endpoints, uint256 min, uint256 max) private view {
        (uint256 ownStake,,, uint256 numberOfEndpoints, uint256 minStake, uint256 maxStake) =
            factory.getServiceProviderDetails(provider);
        assertEq(ownStake, stake, "own stake");
        assertEq(numberOfEndpoints, endpoints, "endpoints");
        assertEq(minStake, min, "least stake");
        assertEq(maxStake, max, "most stake");
    }

    function assertRequest(address provider, uint256 amount, uint256 expiryBlock) private view {
        (uint256 actualAmount, uint256 actualExpiryBlock) = factory.getPendingDecreaseStakeRequest(provider);
        assertEq(actualAmount, amount, "requested amount");
        assertEq(actualExpiryBlock, expiryBlock, "expiry of the request");
    }
}
