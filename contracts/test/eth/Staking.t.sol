// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Staking} from "../../src/eth/Staking.sol";
import {EthSide} from "./EthSide.sol";

contract StakingTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant DELEGATOR = address(0x2222);
    address private constant STRANGER = address(0x3333);

    function test_initializesOnce() public {
        bytes memory initialization = abi.encodeCall(Staking.initialize, (address(token), address(governance)));
        assertInitializedOnce(address(staking), initialization);
        Staking bare = new Staking();
        bare.initialize(address(token), address(governance));
        assertInitializedOnce(address(bare), initialization);
    }

    function test_wantsATokenAndAGovernanceContract() public {
        Staking bare = new Staking();
        assertReverts(
            address(bare),
            abi.encodeCall(Staking.initialize, (STRANGER, address(governance))),
            "Staking: Staking token is not a contract"
        );
        assertReverts(
            address(bare),
            abi.encodeCall(Staking.initialize, (address(token), STRANGER)),
            "Staking: _governanceAddress is not a valid governance contract"
        );
        assertReverts(
            address(bare),
            abi.encodeCall(Staking.initialize, (address(token), address(token))),
            "Staking: _governanceAddress is not a valid governance contract"
        );
    }

    function test_answersNothingUninitialized() public {
        address bare = address(new Staking());
        bytes[24] memory calls = [
            abi.encodeCall(Staking.setGovernanceAddress, (STRANGER)),
            abi.encodeCall(Staking.setClaimsManagerAddress, (STRANGER)),
            abi.encodeCall(Staking.setServiceProviderFactoryAddress, (STRANGER)),
            abi.encodeCall(Staking.setDelegateManagerAddress, (STRANGER)),
            abi.encodeCall(Staking.stakeFor, (PROVIDER, 1)),
            abi.encodeCall(Staking.unstakeFor, (PROVIDER, 1)),
            abi.encodeCall(Staking.delegateStakeFor, (PROVIDER, DELEGATOR, 1)),
            abi.encodeCall(Staking.undelegateStakeFor, (PROVIDER, DELEGATOR, 1)),
            abi.encodeCall(Staking.stakeRewards, (1, PROVIDER)),
            abi.encodeCall(Staking.updateClaimHistory, (1, PROVIDER)),
            abi.encodeCall(Staking.slash, (1, PROVIDER)),
            abi.encodeCall(Staking.token, ()),
            abi.encodeCall(Staking.totalStaked, ()),
            abi.encodeCall(Staking.totalStakedAt, (1)),
            abi.encodeCall(Staking.totalStakedFor, (PROVIDER)),
            abi.encodeCall(Staking.totalStakedForAt, (PROVIDER, 1)),
            abi.encodeCall(Staking.lastStakedFor, (PROVIDER)),
            abi.encodeCall(Staking.lastClaimedFor, (PROVIDER)),
            abi.encodeCall(Staking.isStaker, (PROVIDER)),
            abi.encodeCall(Staking.supportsHistory, ()),
            abi.encodeCall(Staking.getGovernanceAddress, ()),
            abi.encodeCall(Staking.getClaimsManagerAddress, ()),
            abi.encodeCall(Staking.getServiceProviderFactoryAddress, ()),
            abi.encodeCall(Staking.getDelegateManagerAddress, ())
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            assertUninitialized(bare, calls[i]);
        }
    }

    function test_onlyGovernanceLinks() public {
        bytes[4] memory calls = [
            abi.encodeCall(Staking.setGovernanceAddress, (address(governance))),
            abi.encodeCall(Staking.setClaimsManagerAddress, (STRANGER)),
            abi.encodeCall(Staking.setServiceProviderFactoryAddress, (STRANGER)),
            abi.encodeCall(Staking.setDelegateManagerAddress, (STRANGER))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            refused(STRANGER, address(staking), calls[i], "Staking: Only governance");
        }
        vm.recordLogs();
        for (uint256 i = 0; i < calls.length; i++) {
            vm.prank(address(governance));
            (bool success,) = address(staking).call(calls[i]);
            require(success, "governance links");
        }
        assertEq(vm.getRecordedLogs().length, 0, "no events");
        assertEq(staking.getGovernanceAddress(), address(governance), "governance");
        assertEq(staking.getClaimsManagerAddress(), STRANGER, "claims manager");
        assertEq(staking.getServiceProviderFactoryAddress(), STRANGER, "factory");
        assertEq(staking.getDelegateManagerAddress(), STRANGER, "delegate manager");
    }

    function test_handsOverToGovernanceContractsOnly() public {
        refused(
            address(governance),
            address(staking),
            abi.encodeCall(Staking.setGovernanceAddress, (STRANGER)),
            "Staking: _governanceAddress is not a valid governance contract"
        );
    }

    function test_wantsItsLinksFirst() public {
        Staking unlinked = new Staking();
        unlinked.initialize(address(token), address(governance));
        string memory noFactory = "Staking: serviceProviderFactoryAddress is not set";
        string memory noDelegateManager = "Staking: delegateManagerAddress is not set";
        string memory noClaimsManager = "Staking: claimsManagerAddress is not set";
        address target = address(unlinked);
        assertReverts(target, abi.encodeCall(Staking.stakeFor, (PROVIDER, 1)), noFactory);
        assertReverts(target, abi.encodeCall(Staking.unstakeFor, (PROVIDER, 1)), noFactory);
        assertReverts(target, abi.encodeCall(Staking.delegateStakeFor, (PROVIDER, DELEGATOR, 1)), noDelegateManager);
        assertReverts(target, abi.encodeCall(Staking.undelegateStakeFor, (PROVIDER, DELEGATOR, 1)), noDelegateManager);
        assertReverts(target, abi.encodeCall(Staking.slash, (1, PROVIDER)), noDelegateManager);
        assertReverts(target, abi.encodeCall(Staking.stakeRewards, (1, PROVIDER)), noClaimsManager);
        assertReverts(target, abi.encodeCall(Staking.updateClaimHistory, (1, PROVIDER)), noClaimsManager);
    }

    function test_takesOrdersFromItsLinksOnly() public {
        string memory notFactory = "Staking: Only callable from ServiceProviderFactory";
        string memory notDelegateManager = "Staking: Only callable from DelegateManager";
        address target = address(staking);
        refused(address(governance), target, abi.encodeCall(Staking.stakeFor, (PROVIDER, 1)), notFactory);
        refused(address(delegateManager), target, abi.encodeCall(Staking.unstakeFor, (PROVIDER, 1)), notFactory);
        refused(
            address(factory),
            target,
            abi.encodeCall(Staking.delegateStakeFor, (PROVIDER, DELEGATOR, 1)),
            notDelegateManager
        );
        refused(
            address(factory),
            target,
            abi.encodeCall(Staking.undelegateStakeFor, (PROVIDER, DELEGATOR, 1)),
            notDelegateManager
        );
        refused(address(governance), target, abi.encodeCall(Staking.slash, (1, PROVIDER)), notDelegateManager);
        refused(
            address(delegateManager),
            target,
            abi.encodeCall(Staking.stakeRewards, (1, PROVIDER)),
            "Staking: Only callable from ClaimsManager"
        );
        refused(
            address(delegateManager),
            target,
            abi.encodeCall(Staking.updateClaimHistory, (1, PROVIDER)),
            "Staking: Only callable from ClaimsManager or Staking.sol"
        );
    }

    function test_refusesNothingAndMoreThanThereIs() public {
        string memory zero = "Staking: Zero amount not allowed";
        string memory tooMuch = "Staking: Cannot decrease greater than current balance";
        address target = address(staking);
        refused(address(factory), target, abi.encodeCall(Staking.stakeFor, (PROVIDER, 0)), zero);
        refused(address(factory), target, abi.encodeCall(Staking.unstakeFor, (PROVIDER, 0)), zero);
        refused(
            address(delegateManager), target, abi.encodeCall(Staking.delegateStakeFor, (PROVIDER, DELEGATOR, 0)), zero
        );
        refused(
            address(delegateManager), target, abi.encodeCall(Staking.undelegateStakeFor, (PROVIDER, DELEGATOR, 0)), zero
        );
        refused(address(delegateManager), target, abi.encodeCall(Staking.slash, (0, PROVIDER)), zero);
        refused(address(claims), target, abi.encodeCall(Staking.stakeRewards, (0, PROVIDER)), zero);
        stake(100);
        refused(address(factory), target, abi.encodeCall(Staking.unstakeFor, (PROVIDER, 101)), tooMuch);
        refused(
            address(delegateManager),
            target,
            abi.encodeCall(Staking.undelegateStakeFor, (PROVIDER, DELEGATOR, 101)),
            tooMuch
        );
        refused(address(delegateManager), target, abi.encodeCall(Staking.slash, (101, PROVIDER)), tooMuch);
    }

    function test_passesOnTheTextOfTheToken() public {
        refused(
            address(factory),
            address(staking),
            abi.encodeCall(Staking.stakeFor, (PROVIDER, 1)),
            "ERC20: transfer amount exceeds balance"
        );
        fund(PROVIDER, 2);
        vm.prank(PROVIDER);
        token.approve(address(staking), 1);
        refused(
            address(factory),
            address(staking),
            abi.encodeCall(Staking.stakeFor, (PROVIDER, 2)),
            "ERC20: transfer amount exceeds allowance"
        );
    }

    function test_stakeForPullsFromTheAccount() public {
        stake(40);
        vm.recordLogs();
        stake(60);
        emitted(address(staking), "Staked(address,uint256,uint256)", words(word(PROVIDER)), abi.encode(60, 100));
        assertHolds(100, 100);
        assertEq(token.balanceOf(PROVIDER), 0, "balance of the provider");
        require(staking.isStaker(PROVIDER) && !staking.isStaker(DELEGATOR), "stakers");
    }

    function test_unstakeForPaysTheAccount() public {
        stake(100);
        vm.recordLogs();
        vm.prank(address(factory));
        staking.unstakeFor(PROVIDER, 100);
        emitted(address(staking), "Unstaked(address,uint256,uint256)", words(word(PROVIDER)), abi.encode(100, 0));
        assertHolds(0, 0);
        assertEq(token.balanceOf(PROVIDER), 100, "balance of the provider");
        require(!staking.isStaker(PROVIDER), "no staker");
    }

    function test_delegateStakeForPullsFromTheDelegator() public {
        stake(40);
        fund(DELEGATOR, 60);
        vm.recordLogs();
        vm.prank(address(delegateManager));
        staking.delegateStakeFor(PROVIDER, DELEGATOR, 60);
        emitted(address(staking), "Staked(address,uint256,uint256)", words(word(PROVIDER)), abi.encode(60, 100));
        assertHolds(100, 100);
        assertEq(token.balanceOf(DELEGATOR), 0, "balance of the delegator");
    }

    function test_undelegateStakeForPaysTheDelegator() public {
        stake(100);
        vm.recordLogs();
        vm.prank(address(delegateManager));
        staking.undelegateStakeFor(PROVIDER, DELEGATOR, 60);
        emitted(address(staking), "Unstaked(address,uint256,uint256)", words(word(PROVIDER)), abi.encode(60, 40));
        assertHolds(40, 40);
        assertEq(token.balanceOf(DELEGATOR), 60, "balance of the delegator");
    }

    function test_stakeRewardsPullsFromTheClaimsManagerAndNotesTheClaim() public {
        vm.roll(50);
        token.transfer(address(claims), 60);
        vm.prank(address(claims));
        token.approve(address(staking), 60);
        vm.recordLogs();
        vm.prank(address(claims));
        staking.stakeRewards(60, PROVIDER);
        emitted(address(staking), "Staked(address,uint256,uint256)", words(word(PROVIDER)), abi.encode(60, 60));
        assertHolds(60, 60);
        assertEq(staking.lastClaimedFor(PROVIDER), 50, "last claim");
    }

    function test_updateClaimHistoryNotesTheBlock() public {
        assertEq(staking.lastClaimedFor(PROVIDER), 0, "no claim");
        vm.roll(60);
        vm.prank(address(claims));
        staking.updateClaimHistory(0, PROVIDER);
        vm.roll(70);
        assertEq(staking.lastClaimedFor(PROVIDER), 60, "last claim");
        vm.prank(address(staking));
        staking.updateClaimHistory(0, PROVIDER);
        assertEq(staking.lastClaimedFor(PROVIDER), 70, "last claim by staking itself");
    }

    function test_slashBurns() public {
        stake(100);
        uint256 supply = token.totalSupply();
        vm.recordLogs();
        vm.prank(address(delegateManager));
        staking.slash(30, PROVIDER);
        emitted(address(staking), "Slashed(address,uint256,uint256)", words(word(PROVIDER)), abi.encode(30, 70));
        assertHolds(70, 70);
        assertEq(token.totalSupply(), supply - 30, "supply");
    }

    function test_tellsItsToken() public view {
        assertEq(staking.token(), address(token), "token");
        require(staking.supportsHistory(), "history");
    }

    function test_remembersTheEndOfEachBlock() public {
        assertEq(staking.lastStakedFor(PROVIDER), 0, "never staked");
        vm.roll(10);
        stake(5);
        stake(7);
        vm.roll(20);
        vm.prank(address(factory));
        staking.unstakeFor(PROVIDER, 2);
        vm.roll(30);
        assertEq(staking.totalStakedForAt(PROVIDER, 9), 0, "before");
        assertEq(staking.totalStakedForAt(PROVIDER, 10), 12, "two changes in one block");
        assertEq(staking.totalStakedForAt(PROVIDER, 19), 12, "between");
        assertEq(staking.totalStakedForAt(PROVIDER, 20), 10, "second block");
        assertEq(staking.totalStakedForAt(PROVIDER, type(uint256).max), 10, "far future");
        assertEq(staking.lastStakedFor(PROVIDER), 20, "last change");
        assertEq(staking.totalStakedForAt(DELEGATOR, 20), 0, "another account");
    }

    function testFuzz_historyIsThatOfAPlainTable(uint256 seed, uint8 changes) public {
        uint256 length = uint256(changes) % 12 + 1;
        uint256 start = block.number;
        uint256[] memory amounts = new uint256[](51);
        uint256 total = 0;
        for (uint256 i = 0; i < length; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            vm.roll(block.number + seed % 5);
            uint256 amount = (seed >> 8) % 1_000 + 1;
            if ((seed >> 128) % 2 == 0) {
                stake(amount);
                total += amount;
            } else if (amount <= total) {
                vm.prank(address(factory));
                staking.unstakeFor(PROVIDER, amount);
                total -= amount;
            }
            for (uint256 b = block.number - start; b <= 50; b++) {
                amounts[b] = total;
            }
        }
        for (uint256 b = 0; b <= 50; b++) {
            assertEq(staking.totalStakedForAt(PROVIDER, start + b), amounts[b], "account");
            assertEq(staking.totalStakedAt(start + b), amounts[b], "all");
        }
    }

    function stake(uint256 amount) private {
        fund(PROVIDER, amount);
        vm.prank(address(factory));
        staking.stakeFor(PROVIDER, amount);
    }

    function assertHolds(uint256 ofProvider, uint256 total) private view {
        assertEq(staking.totalStakedFor(PROVIDER), ofProvider, "staked for the provider");
        assertEq(staking.totalStaked(), total, "staked in all");
        assertEq(token.balanceOf(address(staking)), total, "balance of staking");
    }
}
