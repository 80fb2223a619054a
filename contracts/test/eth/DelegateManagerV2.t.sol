// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ClaimsManager} from "../../src/eth/ClaimsManager.sol";
import {DelegateManagerV2} from "../../src/eth/DelegateManagerV2.sol";
import {EthSide} from "./EthSide.sol";

/// @dev The transactions that visit every delegator, with as many of them as can be and all of them withdrawing. Apart from
/// the other tests because only what `setUp` did is cold storage to a test, as it is to a transaction.
contract DelegateManagerV2FullListTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant OTHER = address(0x2222);

    function setUp() public {
        register(PROVIDER, MIN_STAKE);
        register(OTHER, MIN_STAKE);
        for (uint160 i = 0; i < 175; i++) {
            address delegator = address(0x10000 + i);
            delegate(delegator, PROVIDER, 1_000e18);
            delegate(delegator, OTHER, 1_000e18);
            vm.prank(delegator);
            delegateManager.requestUndelegateStake(OTHER, 500e18);
        }
        startRound();
    }

    function test_aClaimFitsIntoATransaction() public {
        delegateManager.claimRewards{gas: 7_900_000}(PROVIDER);
    }

    function test_aClaimWithWithdrawalsFitsIntoATransaction() public {
        delegateManager.claimRewards{gas: 7_900_000}(OTHER);
    }

    function test_aSlashFitsIntoATransaction() public {
        vm.prank(address(governance));
        delegateManager.slash{gas: 7_900_000}(1e18, PROVIDER);
    }
}

contract DelegateManagerV2Test is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant OTHER = address(0x2222);
    address private constant STRANGER = address(0x3333);
    address private constant ANN = address(0xA1);
    address private constant BOB = address(0xB1);
    uint256 private constant STAKE = 2 * MIN_STAKE;
    string private constant ONLY_GOVERNANCE = "DelegateManager: Only callable by Governance contract";
    string private constant ONLY_TARGET = "DelegateManager: Only callable by target SP or governance";
    string private constant MIN_REQUIRED = "DelegateManager: Minimum delegation amount required";
    string private constant NOT_STAKED = "DelegateManager: Delegator must be staked for SP";
    string private constant LOCKED = "DelegateManager: Lockup must be expired";

    function setUp() public {
        register(PROVIDER, STAKE);
        vm.roll(1_000);
    }

    function test_initializesOnce() public {
        assertInitializedOnce(address(delegateManager), initialization(address(governance), LOCKUP));
    }

    function test_wantsGovernanceAndALongLockup() public {
        address bare = address(new DelegateManagerV2());
        assertReverts(
            bare,
            initialization(STRANGER, LOCKUP),
            "DelegateManager: _governanceAddress is not a valid governance contract"
        );
        assertReverts(
            bare,
            initialization(address(governance), VOTING_PERIOD + EXECUTION_DELAY),
            "DelegateManager: undelegateLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        govern("Governance", "setVotingPeriod(uint256)", abi.encode(46_523 - EXECUTION_DELAY));
        assertReverts(
            bare,
            initialization(address(governance), 100_000),
            "DelegateManager: removeDelegatorLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
    }

    function test_startsWithTheParametersOfAudius() public view {
        assertEq(delegateManager.getMaxDelegators(), 175, "most delegators");
        assertEq(delegateManager.getMinDelegationAmount(), 100e18, "least delegation");
        assertEq(delegateManager.getSPMinDelegationAmount(PROVIDER), 0, "least delegation of a provider");
        assertEq(delegateManager.getUndelegateLockupDuration(), LOCKUP, "undelegate lockup");
        assertEq(delegateManager.getRemoveDelegatorLockupDuration(), 46_523, "remove lockup");
        assertEq(delegateManager.getRemoveDelegatorEvalDuration(), 6_646, "remove window");
        assertEq(delegateManager.getArbitrationAddress(), address(0), "no arbitration");
    }

    function test_answersNothingUninitialized() public {
        address bare = address(new DelegateManagerV2());
        bytes[36] memory calls = [
            abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 1)),
            abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 1)),
            abi.encodeCall(DelegateManagerV2.cancelUndelegateStakeRequest, ()),
            abi.encodeCall(DelegateManagerV2.undelegateStake, ()),
            abi.encodeCall(DelegateManagerV2.claimRewards, (PROVIDER)),
            abi.encodeCall(DelegateManagerV2.slash, (1, PROVIDER)),
            abi.encodeCall(DelegateManagerV2.requestRemoveDelegator, (PROVIDER, ANN)),
            abi.encodeCall(DelegateManagerV2.removeDelegator, (PROVIDER, ANN)),
            abi.encodeCall(DelegateManagerV2.updateSPMinDelegationAmount, (PROVIDER, 1)),
            abi.encodeCall(DelegateManagerV2.updateMinDelegationAmount, (1)),
            abi.encodeCall(DelegateManagerV2.updateMaxDelegators, (1)),
            abi.encodeCall(DelegateManagerV2.updateUndelegateLockupDuration, (1)),
            abi.encodeCall(DelegateManagerV2.updateRemoveDelegatorLockupDuration, (1)),
            abi.encodeCall(DelegateManagerV2.updateRemoveDelegatorEvalDuration, (1)),
            abi.encodeCall(DelegateManagerV2.setGovernanceAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setStakingAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setServiceProviderFactoryAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setClaimsManagerAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setArbitrationAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.getDelegatorsList, (PROVIDER)),
            abi.encodeCall(DelegateManagerV2.getTotalDelegatedToServiceProvider, (PROVIDER)),
            abi.encodeCall(DelegateManagerV2.getTotalLockedDelegationForServiceProvider, (PROVIDER)),
            abi.encodeCall(DelegateManagerV2.getTotalDelegatorStake, (ANN)),
            abi.encodeCall(DelegateManagerV2.getDelegatorStakeForServiceProvider, (ANN, PROVIDER)),
            abi.encodeCall(DelegateManagerV2.getPendingUndelegateRequest, (ANN)),
            abi.encodeCall(DelegateManagerV2.getPendingRemoveDelegatorRequest, (PROVIDER, ANN)),
            abi.encodeCall(DelegateManagerV2.getMinDelegationAmount, ()),
            abi.encodeCall(DelegateManagerV2.getMaxDelegators, ()),
            abi.encodeCall(DelegateManagerV2.getUndelegateLockupDuration, ()),
            abi.encodeCall(DelegateManagerV2.getRemoveDelegatorLockupDuration, ()),
            abi.encodeCall(DelegateManagerV2.getRemoveDelegatorEvalDuration, ()),
            abi.encodeCall(DelegateManagerV2.getGovernanceAddress, ()),
            abi.encodeCall(DelegateManagerV2.getStakingAddress, ()),
            abi.encodeCall(DelegateManagerV2.getServiceProviderFactoryAddress, ()),
            abi.encodeCall(DelegateManagerV2.getClaimsManagerAddress, ()),
            abi.encodeCall(DelegateManagerV2.getArbitrationAddress, ())
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            assertUninitialized(bare, calls[i]);
        }
        assertReverts(
            bare, abi.encodeCall(DelegateManagerV2.cancelRemoveDelegatorRequest, (PROVIDER, ANN)), ONLY_TARGET
        );
        assertEq(DelegateManagerV2(bare).getSPMinDelegationAmount(PROVIDER), 0, "readable uninitialized");
    }

    function test_onlyGovernanceChanges() public {
        bytes[10] memory calls = [
            abi.encodeCall(DelegateManagerV2.updateMinDelegationAmount, (1)),
            abi.encodeCall(DelegateManagerV2.updateMaxDelegators, (1)),
            abi.encodeCall(DelegateManagerV2.updateUndelegateLockupDuration, (LOCKUP)),
            abi.encodeCall(DelegateManagerV2.updateRemoveDelegatorLockupDuration, (LOCKUP)),
            abi.encodeCall(DelegateManagerV2.updateRemoveDelegatorEvalDuration, (1)),
            abi.encodeCall(DelegateManagerV2.setGovernanceAddress, (address(governance))),
            abi.encodeCall(DelegateManagerV2.setStakingAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setServiceProviderFactoryAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setClaimsManagerAddress, (STRANGER)),
            abi.encodeCall(DelegateManagerV2.setArbitrationAddress, (STRANGER))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            refuses(STRANGER, calls[i], ONLY_GOVERNANCE);
        }
    }

    function test_tellsEachChange() public {
        changed("updateMinDelegationAmount(uint256)", "MinDelegationUpdated(uint256)", word(1));
        assertEq(delegateManager.getMinDelegationAmount(), 1, "least delegation");
        changed("updateMaxDelegators(uint256)", "MaxDelegatorsUpdated(uint256)", word(2));
        assertEq(delegateManager.getMaxDelegators(), 2, "most delegators");
        changed("updateUndelegateLockupDuration(uint256)", "UndelegateLockupDurationUpdated(uint256)", word(20_000));
        assertEq(delegateManager.getUndelegateLockupDuration(), 20_000, "undelegate lockup");
        changed(
            "updateRemoveDelegatorLockupDuration(uint256)",
            "RemoveDelegatorLockupDurationUpdated(uint256)",
            word(20_001)
        );
        assertEq(delegateManager.getRemoveDelegatorLockupDuration(), 20_001, "remove lockup");
        changed("updateRemoveDelegatorEvalDuration(uint256)", "RemoveDelegatorEvalDurationUpdated(uint256)", word(5));
        assertEq(delegateManager.getRemoveDelegatorEvalDuration(), 5, "remove window");
        changed("setGovernanceAddress(address)", "GovernanceAddressUpdated(address)", word(address(governance)));
        assertEq(delegateManager.getGovernanceAddress(), address(governance), "governance");
        changed("setStakingAddress(address)", "StakingAddressUpdated(address)", word(address(1)));
        assertEq(delegateManager.getStakingAddress(), address(1), "staking");
        changed(
            "setServiceProviderFactoryAddress(address)",
            "ServiceProviderFactoryAddressUpdated(address)",
            word(address(2))
        );
        assertEq(delegateManager.getServiceProviderFactoryAddress(), address(2), "factory");
        changed("setClaimsManagerAddress(address)", "ClaimsManagerAddressUpdated(address)", word(address(3)));
        assertEq(delegateManager.getClaimsManagerAddress(), address(3), "claims manager");
        changed("setArbitrationAddress(address)", "ArbitrationAddressUpdated(address)", word(address(4)));
        assertEq(delegateManager.getArbitrationAddress(), address(4), "arbitration");
    }

    function test_refusesChangesThatEndangerStakers() public {
        refuses(
            address(governance),
            abi.encodeCall(DelegateManagerV2.updateUndelegateLockupDuration, (VOTING_PERIOD + EXECUTION_DELAY)),
            "DelegateManager: undelegateLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        refuses(
            address(governance),
            abi.encodeCall(DelegateManagerV2.updateRemoveDelegatorLockupDuration, (VOTING_PERIOD + EXECUTION_DELAY)),
            "DelegateManager: removeDelegatorLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        refuses(
            address(governance),
            abi.encodeCall(DelegateManagerV2.setGovernanceAddress, (STRANGER)),
            "DelegateManager: _governanceAddress is not a valid governance contract"
        );
    }

    function test_wantsItsLinksInOrder() public {
        DelegateManagerV2 unlinked = new DelegateManagerV2();
        unlinked.initialize(address(token), address(governance), LOCKUP);
        address target = address(unlinked);
        string memory noStaking = "DelegateManager: stakingAddress is not set";
        string memory noFactory = "DelegateManager: serviceProviderFactoryAddress is not set";
        string memory noClaims = "DelegateManager: claimsManagerAddress is not set";
        bytes[4] memory calls = [
            abi.encodeCall(DelegateManagerV2.slash, (1, PROVIDER)),
            abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 1)),
            abi.encodeCall(DelegateManagerV2.undelegateStake, ()),
            abi.encodeCall(DelegateManagerV2.claimRewards, (PROVIDER))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            assertReverts(target, calls[i], noStaking);
        }
        assertReverts(target, abi.encodeCall(DelegateManagerV2.removeDelegator, (PROVIDER, ANN)), noStaking);
        assertReverts(target, abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 1)), noClaims);
        assertReverts(target, abi.encodeCall(DelegateManagerV2.updateSPMinDelegationAmount, (PROVIDER, 1)), noFactory);
        vm.prank(address(governance));
        unlinked.setStakingAddress(address(staking));
        for (uint256 i = 0; i < calls.length; i++) {
            assertReverts(target, calls[i], noFactory);
        }
        vm.prank(address(governance));
        unlinked.setServiceProviderFactoryAddress(address(factory));
        for (uint256 i = 1; i < calls.length; i++) {
            assertReverts(target, calls[i], noClaims);
        }
    }

    function test_delegates() public {
        fund(ANN, 300e18);
        vm.recordLogs();
        vm.prank(ANN);
        assertEq(delegateManager.delegateStake(PROVIDER, 100e18), 100e18, "delegated");
        emitted(
            address(delegateManager),
            "IncreaseDelegatedStake(address,address,uint256)",
            words(word(ANN), word(PROVIDER), word(100e18)),
            ""
        );
        vm.prank(ANN);
        assertEq(delegateManager.delegateStake(PROVIDER, 200e18), 300e18, "delegated in all");
        assertDelegated(ANN, 300e18);
        assertEq(delegateManager.getTotalDelegatedToServiceProvider(PROVIDER), 300e18, "delegated to the provider");
        assertEq(delegateManager.getDelegatorsList(PROVIDER).length, 1, "listed once");
        assertEq(staking.totalStakedFor(PROVIDER), STAKE + 300e18, "staked");
        assertEq(deployerStake(PROVIDER), STAKE, "own stake");
    }

    function test_refusesBadDelegations() public {
        fund(ANN, 2 * MAX_CONTENT_STAKE);
        bytes memory call = abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 100e18));
        refuses(ANN, abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 100e18 - 1)), MIN_REQUIRED);
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, MAX_CONTENT_STAKE)),
            "ServiceProviderFactory: Maximum stake amount exceeded"
        );
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.delegateStake, (STRANGER, 100e18)),
            "ServiceProviderFactory: Maximum stake amount exceeded"
        );
        refuses(ANN, abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 0)), "Staking: Zero amount not allowed");
        govern(DELEGATE_MANAGER, "updateMaxDelegators(uint256)", abi.encode(1));
        delegate(BOB, PROVIDER, 100e18);
        refuses(ANN, call, "DelegateManager: Maximum delegators exceeded");
        delegate(BOB, PROVIDER, 1);
        startRound();
        refuses(ANN, call, "DelegateManager: Delegation not permitted for SP pending claim");
    }

    function test_aProviderHasItsOwnLeastDelegation() public {
        string memory notValid = "DelegateManager: Only callable by valid Service Provider";
        bytes memory call = abi.encodeCall(DelegateManagerV2.updateSPMinDelegationAmount, (PROVIDER, 500e18));
        refuses(address(governance), call, notValid);
        refuses(STRANGER, abi.encodeCall(DelegateManagerV2.updateSPMinDelegationAmount, (STRANGER, 1)), notValid);
        vm.recordLogs();
        vm.prank(PROVIDER);
        delegateManager.updateSPMinDelegationAmount(PROVIDER, 500e18);
        emitted(
            address(delegateManager),
            "SPMinDelegationAmountUpdated(address,uint256)",
            words(word(PROVIDER), word(500e18)),
            ""
        );
        assertEq(delegateManager.getSPMinDelegationAmount(PROVIDER), 500e18, "least delegation");
        fund(ANN, 500e18);
        refuses(ANN, abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 500e18 - 1)), MIN_REQUIRED);
        vm.prank(ANN);
        delegateManager.delegateStake(PROVIDER, 500e18);
        requestUndelegate(ANN, 1);
        vm.roll(block.number + LOCKUP);
        refuses(ANN, abi.encodeCall(DelegateManagerV2.undelegateStake, ()), MIN_REQUIRED);
        vm.prank(PROVIDER);
        delegateManager.updateSPMinDelegationAmount(PROVIDER, 1);
        fund(BOB, 99e18);
        refuses(BOB, abi.encodeCall(DelegateManagerV2.delegateStake, (PROVIDER, 99e18)), MIN_REQUIRED);
    }

    function test_undelegatesAfterTheLockup() public {
        delegate(ANN, PROVIDER, 300e18);
        delegate(BOB, PROVIDER, 300e18);
        vm.recordLogs();
        vm.prank(ANN);
        assertEq(delegateManager.requestUndelegateStake(PROVIDER, 200e18), 100e18, "what would remain");
        emitted(
            address(delegateManager),
            "UndelegateStakeRequested(address,address,uint256,uint256)",
            words(word(ANN), word(PROVIDER), word(200e18)),
            abi.encode(1_000 + LOCKUP)
        );
        assertRequest(ANN, PROVIDER, 200e18, 1_000 + LOCKUP);
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(PROVIDER), 200e18, "locked");
        assertDelegated(ANN, 300e18);
        vm.roll(999 + LOCKUP);
        refuses(ANN, abi.encodeCall(DelegateManagerV2.undelegateStake, ()), LOCKED);
        vm.roll(1_000 + LOCKUP);
        vm.recordLogs();
        vm.prank(ANN);
        assertEq(delegateManager.undelegateStake(), 100e18, "what remains");
        emitted(
            address(delegateManager),
            "UndelegateStakeRequestEvaluated(address,address,uint256)",
            words(word(ANN), word(PROVIDER), word(200e18)),
            ""
        );
        assertEq(token.balanceOf(ANN), 200e18, "paid out");
        assertDelegated(ANN, 100e18);
        assertRequest(ANN, address(0), 0, 0);
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(PROVIDER), 0, "none locked");
        assertEq(delegateManager.getDelegatorsList(PROVIDER).length, 2, "still listed");
    }

    function test_whoUndelegatesAllLeavesTheList() public {
        delegate(ANN, PROVIDER, 300e18);
        delegate(BOB, PROVIDER, 300e18);
        requestUndelegate(ANN, 300e18);
        vm.roll(block.number + LOCKUP);
        vm.prank(ANN);
        assertEq(delegateManager.undelegateStake(), 0, "what remains");
        address[] memory delegators = delegateManager.getDelegatorsList(PROVIDER);
        assertEq(delegators.length, 1, "delegators");
        assertEq(delegators[0], BOB, "the last took the place");
        refuses(ANN, abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 1)), NOT_STAKED);
        requestUndelegate(BOB, 300e18);
        vm.roll(block.number + LOCKUP);
        vm.prank(BOB);
        delegateManager.undelegateStake();
        assertEq(delegateManager.getDelegatorsList(PROVIDER).length, 0, "no delegators");
    }

    function test_refusesBadUndelegations() public {
        delegate(ANN, PROVIDER, 300e18);
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 0)),
            "DelegateManager: Requested undelegate stake amount must be greater than zero"
        );
        refuses(STRANGER, abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 1)), NOT_STAKED);
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 300e18 + 1)),
            "DelegateManager: Cannot decrease greater than currently staked for this ServiceProvider"
        );
        refuses(ANN, abi.encodeCall(DelegateManagerV2.undelegateStake, ()), "DelegateManager: Pending lockup expected");
        requestUndelegate(ANN, 250e18);
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 1)),
            "DelegateManager: No pending lockup expected"
        );
        vm.roll(block.number + LOCKUP);
        refuses(ANN, abi.encodeCall(DelegateManagerV2.undelegateStake, ()), MIN_REQUIRED);
        startRound();
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.undelegateStake, ()),
            "DelegateManager: Undelegate not permitted for SP pending claim"
        );
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (PROVIDER, 1)),
            "DelegateManager: Undelegate request not permitted for SP pending claim"
        );
    }

    function test_cancelsAnUndelegation() public {
        refuses(
            ANN,
            abi.encodeCall(DelegateManagerV2.cancelUndelegateStakeRequest, ()),
            "DelegateManager: Pending lockup expected"
        );
        delegate(ANN, PROVIDER, 300e18);
        requestUndelegate(ANN, 200e18);
        vm.recordLogs();
        vm.prank(ANN);
        delegateManager.cancelUndelegateStakeRequest();
        emitted(
            address(delegateManager),
            "UndelegateStakeRequestCancelled(address,address,uint256)",
            words(word(ANN), word(PROVIDER), word(200e18)),
            ""
        );
        assertRequest(ANN, address(0), 0, 0);
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(PROVIDER), 0, "none locked");
    }

    function test_undelegatingLooksAtTheBoundsAnew() public {
        delegate(ANN, PROVIDER, MAX_CONTENT_STAKE - STAKE);
        startRound();
        delegateManager.claimRewards(PROVIDER);
        require(!hasValidBounds(PROVIDER), "rewards went above the most");
        requestUndelegate(ANN, MAX_CONTENT_STAKE - STAKE);
        vm.roll(block.number + LOCKUP);
        vm.prank(ANN);
        delegateManager.undelegateStake();
        require(hasValidBounds(PROVIDER), "within bounds again");
    }

    function test_sharesAReward() public {
        vm.prank(PROVIDER);
        factory.requestUpdateDeployerCut(PROVIDER, 10);
        vm.roll(block.number + DEPLOYER_CUT_LOCKUP);
        vm.prank(PROVIDER);
        factory.updateDeployerCut(PROVIDER);
        delegate(ANN, PROVIDER, MIN_STAKE);
        delegate(BOB, PROVIDER, 2 * MIN_STAKE);
        requestUndelegate(BOB, MIN_STAKE);
        startRound();
        uint256 reward = FUNDS_PER_ROUND * 4 / 5;
        uint256 newTotal = 5 * MIN_STAKE + reward;
        vm.recordLogs();
        vm.prank(STRANGER);
        delegateManager.claimRewards(PROVIDER);
        emitted(
            address(delegateManager),
            "Claim(address,uint256,uint256)",
            words(word(PROVIDER), word(reward), word(newTotal)),
            ""
        );
        uint256 share = reward / 4 - reward * 10 / 400;
        assertDelegated(ANN, MIN_STAKE + share);
        assertDelegated(BOB, 2 * MIN_STAKE + share);
        assertEq(deployerStake(PROVIDER), STAKE + reward - 2 * share, "own stake");
        assertEq(staking.totalStakedFor(PROVIDER), newTotal, "staked");
        refuses(
            STRANGER,
            abi.encodeCall(DelegateManagerV2.claimRewards, (PROVIDER)),
            "ClaimsManager: Claim already processed for user"
        );
    }

    function test_aClaimWithoutRewardChangesNoStake() public {
        vm.prank(PROVIDER);
        factory.requestDecreaseStake(STAKE);
        startRound();
        vm.recordLogs();
        delegateManager.claimRewards(PROVIDER);
        emitted(
            address(delegateManager),
            "Claim(address,uint256,uint256)",
            words(word(PROVIDER), word(uint256(0)), word(STAKE)),
            ""
        );
        assertEq(deployerStake(PROVIDER), STAKE, "own stake");
        require(!claims.claimPending(PROVIDER), "claimed");
    }

    function test_refusesARewardThatDidNotArrive() public {
        startRound();
        vm.mockCall(address(claims), abi.encodeCall(ClaimsManager.processClaim, (PROVIDER, 0)), abi.encode(uint256(1)));
        refuses(
            STRANGER,
            abi.encodeCall(DelegateManagerV2.claimRewards, (PROVIDER)),
            "DelegateManager: Reward amount mismatch"
        );
    }

    function test_slashesInProportion() public {
        delegate(ANN, PROVIDER, MIN_STAKE);
        delegate(BOB, PROVIDER, MIN_STAKE);
        register(OTHER, MIN_STAKE);
        delegate(ANN, OTHER, MIN_STAKE);
        vm.prank(PROVIDER);
        factory.requestDecreaseStake(1);
        vm.prank(ANN);
        delegateManager.requestUndelegateStake(OTHER, MIN_STAKE);
        requestUndelegate(BOB, MIN_STAKE);
        uint256 supply = token.totalSupply();
        vm.recordLogs();
        vm.prank(address(governance));
        delegateManager.slash(MIN_STAKE, PROVIDER);
        emitted(
            address(delegateManager),
            "Slash(address,uint256,uint256)",
            words(word(PROVIDER), word(MIN_STAKE), word(3 * MIN_STAKE)),
            ""
        );
        assertEq(delegated(ANN, PROVIDER), MIN_STAKE * 3 / 4, "first delegator");
        assertEq(delegated(ANN, OTHER), MIN_STAKE, "delegated to another");
        assertEq(delegateManager.getTotalDelegatorStake(ANN), MIN_STAKE * 7 / 4, "delegated in all");
        assertDelegated(BOB, MIN_STAKE * 3 / 4);
        assertEq(deployerStake(PROVIDER), STAKE * 3 / 4, "own stake");
        assertEq(token.totalSupply(), supply - MIN_STAKE, "burnt");
        assertRequest(ANN, address(0), 0, 0);
        assertRequest(BOB, address(0), 0, 0);
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(PROVIDER), 0, "unlocked");
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(OTHER), 0, "unlocked at another");
        (uint256 decreaseRequested,) = factory.getPendingDecreaseStakeRequest(PROVIDER);
        assertEq(decreaseRequested, 0, "decrease request dropped");
    }

    function test_governanceAndArbitrationSlash() public {
        bytes memory call = abi.encodeCall(DelegateManagerV2.slash, (MIN_STAKE, PROVIDER));
        refuses(STRANGER, call, ONLY_GOVERNANCE);
        refuses(PROVIDER, call, ONLY_GOVERNANCE);
        govern(DELEGATE_MANAGER, "slash(uint256,address)", abi.encode(1, PROVIDER));
        link(DELEGATE_MANAGER, "setArbitrationAddress(address)", STRANGER);
        vm.prank(STRANGER);
        delegateManager.slash(1, PROVIDER);
        assertEq(staking.totalStakedFor(PROVIDER), STAKE - 2, "slashed twice");
        link(DELEGATE_MANAGER, "setArbitrationAddress(address)", address(0));
        refuses(STRANGER, call, ONLY_GOVERNANCE);
    }

    function test_refusesBadSlashes() public {
        refuses(
            address(governance),
            abi.encodeCall(DelegateManagerV2.slash, (STAKE + 1, PROVIDER)),
            "DelegateManager: Cannot slash more than total currently staked"
        );
        refuses(
            address(governance),
            abi.encodeCall(DelegateManagerV2.slash, (0, PROVIDER)),
            "Staking: Zero amount not allowed"
        );
        refuses(
            address(governance),
            abi.encodeCall(DelegateManagerV2.slash, (0, STRANGER)),
            "DelegateManager: Service Provider stake required"
        );
    }

    function test_aSlashOfEverythingLeavesNothing() public {
        delegate(ANN, PROVIDER, 100e18);
        vm.prank(address(governance));
        delegateManager.slash(STAKE + 100e18, PROVIDER);
        assertDelegated(ANN, 0);
        assertEq(deployerStake(PROVIDER), 0, "own stake");
        assertEq(staking.totalStaked(), 0, "staked");
        require(!hasValidBounds(PROVIDER), "out of bounds");
    }

    function test_whoWasSlashedToNothingCanBeSentAway() public {
        delegate(ANN, PROVIDER, 100e18);
        vm.prank(address(governance));
        delegateManager.slash(STAKE + 100e18, PROVIDER);
        vm.prank(PROVIDER);
        delegateManager.requestRemoveDelegator(PROVIDER, ANN);
        vm.roll(block.number + LOCKUP);
        vm.prank(PROVIDER);
        delegateManager.removeDelegator(PROVIDER, ANN);
        assertEq(delegateManager.getDelegatorsList(PROVIDER).length, 0, "delegators");
    }

    function test_removesADelegatorAfterTheLockup() public {
        delegate(ANN, PROVIDER, 300e18);
        delegate(BOB, PROVIDER, 300e18);
        requestUndelegate(ANN, 200e18);
        address[2] memory callers = [PROVIDER, address(governance)];
        address[2] memory removed = [ANN, BOB];
        for (uint256 i = 0; i < 2; i++) {
            uint256 expiryBlock = block.number + LOCKUP;
            vm.recordLogs();
            vm.prank(callers[i]);
            delegateManager.requestRemoveDelegator(PROVIDER, removed[i]);
            emitted(
                address(delegateManager),
                "RemoveDelegatorRequested(address,address,uint256)",
                words(word(PROVIDER), word(removed[i]), word(expiryBlock)),
                ""
            );
            assertEq(delegateManager.getPendingRemoveDelegatorRequest(PROVIDER, removed[i]), expiryBlock, "expiry");
            bytes memory remove = abi.encodeCall(DelegateManagerV2.removeDelegator, (PROVIDER, removed[i]));
            vm.roll(expiryBlock - 1);
            refuses(callers[i], remove, LOCKED);
            vm.roll(expiryBlock + 6_646);
            refuses(callers[i], remove, "DelegateManager: RemoveDelegator evaluation window expired");
            vm.roll(expiryBlock + 6_645);
            vm.recordLogs();
            vm.prank(callers[i]);
            delegateManager.removeDelegator(PROVIDER, removed[i]);
            emitted(
                address(delegateManager),
                "RemoveDelegatorRequestEvaluated(address,address,uint256)",
                words(word(PROVIDER), word(removed[i]), word(300e18)),
                ""
            );
            assertEq(token.balanceOf(removed[i]), 300e18, "paid out");
            assertDelegated(removed[i], 0);
            assertRequest(removed[i], address(0), 0, 0);
            assertEq(delegateManager.getDelegatorsList(PROVIDER).length, 1 - i, "delegators");
            assertEq(delegateManager.getPendingRemoveDelegatorRequest(PROVIDER, removed[i]), 0, "no request");
        }
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(PROVIDER), 0, "unlocked");
    }

    function test_aRemovalLeavesAnUndelegationFromAnotherAlone() public {
        register(OTHER, MIN_STAKE);
        delegate(ANN, OTHER, 300e18);
        delegate(ANN, PROVIDER, 300e18);
        vm.prank(ANN);
        delegateManager.requestUndelegateStake(OTHER, 200e18);
        vm.prank(PROVIDER);
        delegateManager.requestRemoveDelegator(PROVIDER, ANN);
        vm.roll(block.number + LOCKUP);
        vm.prank(PROVIDER);
        delegateManager.removeDelegator(PROVIDER, ANN);
        assertRequest(ANN, OTHER, 200e18, 1_000 + LOCKUP);
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(OTHER), 200e18, "still locked");
    }

    function test_cancelsARemoval() public {
        delegate(ANN, PROVIDER, 300e18);
        bytes memory cancel = abi.encodeCall(DelegateManagerV2.cancelRemoveDelegatorRequest, (PROVIDER, ANN));
        refuses(STRANGER, cancel, ONLY_TARGET);
        refuses(PROVIDER, cancel, "DelegateManager: No pending request");
        vm.prank(PROVIDER);
        delegateManager.requestRemoveDelegator(PROVIDER, ANN);
        vm.recordLogs();
        vm.prank(address(governance));
        delegateManager.cancelRemoveDelegatorRequest(PROVIDER, ANN);
        emitted(
            address(delegateManager),
            "RemoveDelegatorRequestCancelled(address,address)",
            words(word(PROVIDER), word(ANN)),
            ""
        );
        assertEq(delegateManager.getPendingRemoveDelegatorRequest(PROVIDER, ANN), 0, "no request");
    }

    function test_refusesBadRemovals() public {
        bytes memory request = abi.encodeCall(DelegateManagerV2.requestRemoveDelegator, (PROVIDER, ANN));
        bytes memory remove = abi.encodeCall(DelegateManagerV2.removeDelegator, (PROVIDER, ANN));
        refuses(STRANGER, request, ONLY_TARGET);
        refuses(STRANGER, remove, ONLY_TARGET);
        refuses(PROVIDER, remove, "DelegateManager: No pending request");
        refuses(PROVIDER, request, NOT_STAKED);
        delegate(ANN, PROVIDER, 300e18);
        vm.prank(PROVIDER);
        delegateManager.requestRemoveDelegator(PROVIDER, ANN);
        refuses(PROVIDER, request, "DelegateManager: Pending remove delegator request");
    }

    function refuses(address caller, bytes memory call, string memory text) private {
        refused(caller, address(delegateManager), call, text);
    }

    function changed(string memory setter, string memory signature, bytes32 value) private {
        vm.recordLogs();
        govern(DELEGATE_MANAGER, setter, abi.encode(value));
        emitted(address(delegateManager), signature, words(value), "");
    }

    function requestUndelegate(address delegator, uint256 amount) private {
        vm.prank(delegator);
        delegateManager.requestUndelegateStake(PROVIDER, amount);
    }

    function initialization(address owner, uint256 lockup) private view returns (bytes memory) {
        return abi.encodeCall(DelegateManagerV2.initialize, (address(token), owner, lockup));
    }

    function assertDelegated(address delegator, uint256 amount) private view {
        assertEq(delegated(delegator, PROVIDER), amount, "delegated to the provider");
        assertEq(delegateManager.getTotalDelegatorStake(delegator), amount, "delegated in all");
    }

    function assertRequest(address delegator, address target, uint256 amount, uint256 expiryBlock) private view {
        (address actualTarget, uint256 actualAmount, uint256 actualExpiryBlock) =
            delegateManager.getPendingUndelegateRequest(delegator);
        assertEq(actualTarget, target, "target of the request");
        assertEq(actualAmount, amount, "requested amount");
        assertEq(actualExpiryBlock, expiryBlock, "expiry of the request");
    }
}
