// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {EthSide} from "./EthSide.sol";

/// @dev How a reward and a slash are shared, against sums done by hand here.
contract StakeSharingTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant OTHER = address(0x2222);
    uint256 private constant MOST_DELEGATORS = 6;

    function testFuzz_claimsAreSharedAsComputedByHand(uint256 seed, uint8 count, uint8 cutSeed) public {
        uint256 cut = uint256(cutSeed) % 101;
        setCut(cut);
        (uint256[] memory amounts, uint256[] memory withdrawn) = stakeAtRandom(seed, count);
        register(OTHER, MIN_STAKE + seed % MIN_STAKE);
        uint256 ownStake = deployerStake(PROVIDER);
        uint256 ownWithdrawal = seed % 2 == 0 ? 0 : (seed >> 9) % (ownStake - MIN_STAKE) + 1;
        if (ownWithdrawal > 0) {
            vm.prank(PROVIDER);
            factory.requestDecreaseStake(ownWithdrawal);
        }
        uint256 active = staking.totalStakedFor(PROVIDER) - ownWithdrawal - sum(withdrawn);
        uint256 everything = staking.totalStaked();
        uint256 supply = token.totalSupply();
        startRound();
        delegateManager.claimRewards(PROVIDER);

        uint256 reward = floor(FUNDS_PER_ROUND * active, everything);
        assertEq(token.totalSupply(), supply + reward, "minted");
        uint256 toDelegators = 0;
        for (uint256 i = 0; i < amounts.length; i++) {
            uint256 share = (amounts[i] - withdrawn[i]) * reward;
            uint256 earned = floor(share, active) - floor(share * cut, active * 100);
            assertEq(delegated(delegator(i), PROVIDER), amounts[i] + earned, "delegator");
            assertEq(delegateManager.getTotalDelegatorStake(delegator(i)), amounts[i] + earned, "delegator in all");
            // Rounding takes or gives less than one wei.
            require(earned * active * 100 < share * (100 - cut) + active * 100, "too much");
            require((earned + 1) * active * 100 > share * (100 - cut), "too little");
            toDelegators += earned;
        }
        assertEq(deployerStake(PROVIDER), ownStake + reward - toDelegators, "provider");
        assertEq(staking.totalStakedFor(PROVIDER), ownStake + sum(amounts) + reward, "staked for the provider");
    }

    function testFuzz_slashesAreSharedAsComputedByHand(uint256 seed, uint8 count, uint256 slashed) public {
        (uint256[] memory amounts,) = stakeAtRandom(seed, count);
        uint256 ownStake = deployerStake(PROVIDER);
        uint256 total = ownStake + sum(amounts);
        slashed = seed % 4 == 0 ? slashed % 100 + 1 : slashed % total + 1;
        uint256 supply = token.totalSupply();
        vm.prank(address(governance));
        delegateManager.slash(slashed, PROVIDER);

        uint256 left = total - slashed;
        uint256 leftToDelegators = 0;
        for (uint256 i = 0; i < amounts.length; i++) {
            uint256 kept = floor(left * amounts[i], total);
            assertEq(delegated(delegator(i), PROVIDER), kept, "delegator");
            assertEq(delegateManager.getTotalDelegatorStake(delegator(i)), kept, "delegator in all");
            leftToDelegators += kept;
        }
        uint256 keptByProvider = deployerStake(PROVIDER);
        assertEq(keptByProvider, left - leftToDelegators, "provider");
        require(keptByProvider >= floor(left * ownStake, total), "no more than its part from the provider");
        require(keptByProvider <= floor(left * ownStake, total) + amounts.length, "rounding");
        assertEq(token.totalSupply(), supply - slashed, "burnt");
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(PROVIDER), 0, "unlocked");
    }

    /// @dev Stakes of a provider and up to six delegators, some of whom withdraw.
    function stakeAtRandom(uint256 seed, uint8 count)
        private
        returns (uint256[] memory amounts, uint256[] memory withdrawn)
    {
        register(PROVIDER, MIN_STAKE + 1 + (seed >> 16) % (3 * MIN_STAKE));
        amounts = new uint256[](count % (MOST_DELEGATORS + 1));
        withdrawn = new uint256[](amounts.length);
        for (uint256 i = 0; i < amounts.length; i++) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            amounts[i] = 100e18 + random % 300_000e18;
            delegate(delegator(i), PROVIDER, amounts[i]);
            if ((random >> 128) % 3 > 0) continue;
            withdrawn[i] = (random >> 136) % amounts[i] + 1;
            vm.prank(delegator(i));
            delegateManager.requestUndelegateStake(PROVIDER, withdrawn[i]);
        }
    }

    function setCut(uint256 cut) private {
        vm.prank(PROVIDER);
        factory.requestUpdateDeployerCut(PROVIDER, cut);
        vm.roll(block.number + DEPLOYER_CUT_LOCKUP);
        vm.prank(PROVIDER);
        factory.updateDeployerCut(PROVIDER);
    }

    function delegator(uint256 number) private pure returns (address) {
        return address(uint160(0xD000 + number));
    }

    function sum(uint256[] memory amounts) private pure returns (uint256 total) {
        for (uint256 i = 0; i < amounts.length; i++) {
            total += amounts[i];
        }
    }

    function floor(uint256 numerator, uint256 denominator) private pure returns (uint256) {
        return (numerator - numerator % denominator) / denominator;
    }
}
