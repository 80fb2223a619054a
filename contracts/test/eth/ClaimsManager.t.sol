// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ClaimsManager} from "../../src/eth/ClaimsManager.sol";
import {Vm} from "../TestKit.sol";
import {EthSide} from "./EthSide.sol";

contract ClaimsManagerTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant OTHER = address(0x2222);
    address private constant STRANGER = address(0x3333);
    address private constant POOL = address(0x4444);

    function test_initializesOnceUnderGovernance() public {
        assertInitializedOnce(
            address(claims), abi.encodeCall(ClaimsManager.initialize, (address(token), address(governance)))
        );
        assertReverts(
            address(new ClaimsManager()),
            abi.encodeCall(ClaimsManager.initialize, (address(token), STRANGER)),
            "ClaimsManager: _governanceAddress is not a valid governance contract"
        );
    }

    function test_startsWithTheParametersOfAudius() public view {
        assertEq(claims.getFundingRoundBlockDiff(), 46_523, "blocks between rounds");
        assertEq(claims.getFundsPerRound(), 1_342_465_753_420_000_000_000_000, "funds");
        assertEq(claims.getLastFundedBlock(), 0, "no round yet");
        assertEq(claims.getTotalClaimedInRound(), 0, "nothing claimed");
        assertEq(claims.getRecurringCommunityFundingAmount(), 0, "no community funding");
        assertEq(claims.getCommunityPoolAddress(), address(0), "no community pool");
    }

    function test_answersNothingUninitialized() public {
        address bare = address(new ClaimsManager());
        bytes[21] memory calls = [
            abi.encodeCall(ClaimsManager.initiateRound, ()),
            abi.encodeCall(ClaimsManager.processClaim, (PROVIDER, 0)),
            abi.encodeCall(ClaimsManager.updateFundingAmount, (1)),
            abi.encodeCall(ClaimsManager.updateFundingRoundBlockDiff, (1)),
            abi.encodeCall(ClaimsManager.updateRecurringCommunityFundingAmount, (1)),
            abi.encodeCall(ClaimsManager.updateCommunityPoolAddress, (POOL)),
            abi.encodeCall(ClaimsManager.setGovernanceAddress, (STRANGER)),
            abi.encodeCall(ClaimsManager.setStakingAddress, (STRANGER)),
            abi.encodeCall(ClaimsManager.setServiceProviderFactoryAddress, (STRANGER)),
            abi.encodeCall(ClaimsManager.setDelegateManagerAddress, (STRANGER)),
            abi.encodeCall(ClaimsManager.claimPending, (PROVIDER)),
            abi.encodeCall(ClaimsManager.getFundingRoundBlockDiff, ()),
            abi.encodeCall(ClaimsManager.getFundsPerRound, ()),
            abi.encodeCall(ClaimsManager.getLastFundedBlock, ()),
            abi.encodeCall(ClaimsManager.getTotalClaimedInRound, ()),
            abi.encodeCall(ClaimsManager.getRecurringCommunityFundingAmount, ()),
            abi.encodeCall(ClaimsManager.getCommunityPoolAddress, ()),
            abi.encodeCall(ClaimsManager.getGovernanceAddress, ()),
            abi.encodeCall(ClaimsManager.getStakingAddress, ()),
            abi.encodeCall(ClaimsManager.getServiceProviderFactoryAddress, ()),
            abi.encodeCall(ClaimsManager.getDelegateManagerAddress, ())
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            assertUninitialized(bare, calls[i]);
        }
    }

    function test_onlyGovernanceChanges() public {
        bytes[8] memory calls = [
            abi.encodeCall(ClaimsManager.updateFundingAmount, (1)),
            abi.encodeCall(ClaimsManager.updateFundingRoundBlockDiff, (1)),
            abi.encodeCall(ClaimsManager.updateRecurringCommunityFundingAmount, (1)),
            abi.encodeCall(ClaimsManager.updateCommunityPoolAddress, (POOL)),
            abi.encodeCall(ClaimsManager.setGovernanceAddress, (address(governance))),
            abi.encodeCall(ClaimsManager.setStakingAddress, (STRANGER)),
            abi.encodeCall(ClaimsManager.setServiceProviderFactoryAddress, (STRANGER)),
            abi.encodeCall(ClaimsManager.setDelegateManagerAddress, (STRANGER))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            refused(STRANGER, address(claims), calls[i], "ClaimsManager: Only callable by Governance contract");
        }
        refused(
            address(governance),
            address(claims),
            abi.encodeCall(ClaimsManager.setGovernanceAddress, (STRANGER)),
            "ClaimsManager: _governanceAddress is not a valid governance contract"
        );
    }

    function test_tellsEachChange() public {
        changed("updateFundingAmount(uint256)", "FundingAmountUpdated(uint256)", word(5));
        assertEq(claims.getFundsPerRound(), 5, "funds");
        changed("updateFundingRoundBlockDiff(uint256)", "FundingRoundBlockDiffUpdated(uint256)", word(6));
        assertEq(claims.getFundingRoundBlockDiff(), 6, "blocks between rounds");
        changed(
            "updateRecurringCommunityFundingAmount(uint256)", "RecurringCommunityFundingAmountUpdated(uint256)", word(7)
        );
        assertEq(claims.getRecurringCommunityFundingAmount(), 7, "community funding");
        changed("updateCommunityPoolAddress(address)", "CommunityPoolAddressUpdated(address)", word(POOL));
        assertEq(claims.getCommunityPoolAddress(), POOL, "community pool");
        changed("setStakingAddress(address)", "StakingAddressUpdated(address)", word(address(1)));
        assertEq(claims.getStakingAddress(), address(1), "staking");
        changed(
            "setServiceProviderFactoryAddress(address)",
            "ServiceProviderFactoryAddressUpdated(address)",
            word(address(2))
        );
        assertEq(claims.getServiceProviderFactoryAddress(), address(2), "factory");
        changed("setDelegateManagerAddress(address)", "DelegateManagerAddressUpdated(address)", word(address(3)));
        assertEq(claims.getDelegateManagerAddress(), address(3), "delegate manager");
        changed("setGovernanceAddress(address)", "GovernanceAddressUpdated(address)", word(address(governance)));
        assertEq(claims.getGovernanceAddress(), address(governance), "governance");
    }

    function test_wantsItsLinksInOrder() public {
        string memory noStaking = "ClaimsManager: stakingAddress is not set";
        string memory noDelegateManager = "ClaimsManager: delegateManagerAddress is not set";
        string memory noFactory = "ClaimsManager: serviceProviderFactoryAddress is not set";
        ClaimsManager unlinked = new ClaimsManager();
        unlinked.initialize(address(token), address(governance));
        address target = address(unlinked);
        bytes memory processClaim = abi.encodeCall(ClaimsManager.processClaim, (PROVIDER, 0));
        bytes memory claimPending = abi.encodeCall(ClaimsManager.claimPending, (PROVIDER));
        assertReverts(target, abi.encodeCall(ClaimsManager.initiateRound, ()), noStaking);
        assertReverts(target, processClaim, noStaking);
        assertReverts(target, claimPending, noStaking);
        vm.prank(address(governance));
        unlinked.setStakingAddress(address(staking));
        assertReverts(target, processClaim, noDelegateManager);
        assertReverts(target, claimPending, noFactory);
        vm.prank(address(governance));
        unlinked.setDelegateManagerAddress(address(this));
        assertReverts(target, processClaim, noFactory);
    }

    function test_beginsARoundOnlyWhenDue() public {
        bytes memory initiateRound = abi.encodeCall(ClaimsManager.initiateRound, ());
        vm.roll(46_523);
        assertReverts(address(claims), initiateRound, "ClaimsManager: Required block difference not met");
        vm.roll(46_524);
        vm.recordLogs();
        vm.prank(STRANGER);
        claims.initiateRound();
        emitted(
            address(claims),
            "RoundInitiated(uint256,uint256,uint256)",
            words(word(46_524), word(1), word(FUNDS_PER_ROUND)),
            ""
        );
        assertEq(claims.getLastFundedBlock(), 46_524, "funded block");
        vm.roll(2 * 46_524 - 1);
        assertReverts(address(claims), initiateRound, "ClaimsManager: Required block difference not met");
        vm.roll(2 * 46_524);
        vm.recordLogs();
        claims.initiateRound();
        emitted(
            address(claims),
            "RoundInitiated(uint256,uint256,uint256)",
            words(word(2 * 46_524), word(2), word(FUNDS_PER_ROUND)),
            ""
        );
    }

    function test_fundsTheCommunityPool() public {
        changed(
            "updateRecurringCommunityFundingAmount(uint256)", "RecurringCommunityFundingAmountUpdated(uint256)", word(7)
        );
        uint256 supply = token.totalSupply();
        startRound();
        assertEq(token.totalSupply(), supply, "no pool, no funds");
        changed("updateCommunityPoolAddress(address)", "CommunityPoolAddressUpdated(address)", word(POOL));
        vm.recordLogs();
        startRound();
        emitted(address(claims), "CommunityRewardsTransferred(address,uint256)", words(word(POOL), word(7)), "");
        assertEq(token.balanceOf(POOL), 7, "balance of the pool");
        assertEq(token.totalSupply(), supply + 7, "supply");
    }

    function test_aClaimIsPendingUntilItIsMade() public {
        register(PROVIDER, MIN_STAKE);
        require(!claims.claimPending(PROVIDER), "before the first round");
        startRound();
        require(claims.claimPending(PROVIDER), "in a round");
        require(!claims.claimPending(STRANGER), "without a service");
        delegateManager.claimRewards(PROVIDER);
        require(!claims.claimPending(PROVIDER), "claimed");
    }

    function test_onlyTheDelegateManagerProcessesClaims() public {
        refused(
            address(governance),
            address(claims),
            abi.encodeCall(ClaimsManager.processClaim, (PROVIDER, 0)),
            "ClaimsManager: ProcessClaim only accessible to DelegateManager"
        );
    }

    function test_rewardsTheShareOfTheStake() public {
        register(PROVIDER, MIN_STAKE);
        register(OTHER, 2 * MIN_STAKE);
        startRound();
        uint256 supply = token.totalSupply();
        uint256 reward = FUNDS_PER_ROUND / 3;
        vm.recordLogs();
        vm.prank(address(delegateManager));
        assertEq(claims.processClaim(PROVIDER, 0), reward, "reward");
        emitted(
            address(claims),
            "ClaimProcessed(address,uint256,uint256,uint256)",
            words(word(PROVIDER), word(reward), word(MIN_STAKE + reward)),
            abi.encode(MIN_STAKE)
        );
        assertEq(token.totalSupply(), supply + reward, "minted");
        assertEq(staking.totalStakedFor(PROVIDER), MIN_STAKE + reward, "staked");
        assertEq(token.balanceOf(address(claims)), 0, "nothing kept");
        assertEq(claims.getTotalClaimedInRound(), reward, "claimed in the round");
        startRound();
        assertEq(claims.getTotalClaimedInRound(), 0, "a new round");
    }

    function test_lockedStakeEarnsNothing() public {
        register(PROVIDER, MIN_STAKE);
        startRound();
        vm.prank(address(delegateManager));
        assertEq(claims.processClaim(PROVIDER, MIN_STAKE / 4), FUNDS_PER_ROUND * 3 / 4, "reward");
    }

    function test_stakeThatIsAllLockedClaimsZero() public {
        register(PROVIDER, MIN_STAKE);
        startRound();
        assertClaimsZero(MIN_STAKE, 0);
    }

    function test_stakeOutOfBoundsClaimsZero() public {
        register(PROVIDER, MIN_STAKE);
        vm.prank(address(governance));
        delegateManager.slash(1, PROVIDER);
        startRound();
        assertClaimsZero(9, MIN_STAKE - 10);
    }

    function test_oneClaimPerRound() public {
        register(PROVIDER, MIN_STAKE);
        startRound();
        vm.prank(address(delegateManager));
        claims.processClaim(PROVIDER, 0);
        refused(
            address(delegateManager),
            address(claims),
            abi.encodeCall(ClaimsManager.processClaim, (PROVIDER, 0)),
            "ClaimsManager: Claim already processed for user"
        );
    }

    function test_noClaimBeforeTheStakesOfTheRoundAreFinal() public {
        bytes memory processClaim = abi.encodeCall(ClaimsManager.processClaim, (PROVIDER, 0));
        string memory tooEarly = "ClaimsManager: Claims begin in the block after the round began";
        register(PROVIDER, MIN_STAKE);
        refused(address(delegateManager), address(claims), processClaim, tooEarly);
        startRound();
        vm.roll(claims.getLastFundedBlock());
        refused(address(delegateManager), address(claims), processClaim, tooEarly);
    }

    function test_aRoundBegunWithoutAnyStakeFreezesNobody() public {
        startRound();
        register(PROVIDER, MIN_STAKE);
        require(claims.claimPending(PROVIDER), "claims the round it missed");
        delegateManager.claimRewards(PROVIDER);
        require(!claims.claimPending(PROVIDER), "claimed zero");
        assertEq(staking.totalStakedFor(PROVIDER), MIN_STAKE, "no reward");
    }

    function test_takesTheFundsOfTheMomentOfTheClaim() public {
        register(PROVIDER, MIN_STAKE);
        startRound();
        changed("updateFundingAmount(uint256)", "FundingAmountUpdated(uint256)", word(500));
        vm.prank(address(delegateManager));
        assertEq(claims.processClaim(PROVIDER, 0), 500, "reward");
    }

    function assertClaimsZero(uint256 locked, uint256 active) private {
        uint256 total = staking.totalStakedFor(PROVIDER);
        uint256 supply = token.totalSupply();
        vm.recordLogs();
        vm.prank(address(delegateManager));
        assertEq(claims.processClaim(PROVIDER, locked), 0, "reward");
        emitted(
            address(claims),
            "ClaimProcessed(address,uint256,uint256,uint256)",
            words(word(PROVIDER), word(uint256(0)), word(active)),
            abi.encode(total)
        );
        assertEq(staking.lastClaimedFor(PROVIDER), block.number, "noted");
        assertEq(token.totalSupply(), supply, "nothing minted");
    }

    function changed(string memory setter, string memory signature, bytes32 value) private {
        vm.recordLogs();
        govern(CLAIMS, setter, abi.encode(value));
        emitted(address(claims), signature, words(value), "");
    }
}
