// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {History} from "../eth/History.sol";

/// @dev Stakes that remember their past: a Fenwick tree whose sums have a history, so that a draw in
/// proportion to stake can be made as of an earlier block, whatever was staked or withdrawn since. Changes and draws
/// cost O(log n). Leaves count from 1 and are appended; the tree's capacity is the power of two that holds them.
abstract contract StakeTree {
    /// @dev Node `i` holds the sum of the leaves `i - lowestBit(i) + 1` to `i`.
    mapping(uint256 node => History) private sums;
    History private capacities;
    uint256 private leafCount;

    /// @dev Appends a leaf without stake.
    function appendLeaf() internal returns (uint256 leaf) {
        leaf = ++leafCount;
        uint256 capacity = capacities.latest();
        if (leaf <= capacity) return leaf;
        uint256 doubled = capacity == 0 ? 1 : 2 * capacity;
        sums[doubled].record(sums[capacity].latest());
        capacities.record(doubled);
    }

    function increaseLeaf(uint256 leaf, uint256 amount) internal {
        uint256 capacity = capacities.latest();
        for (uint256 node = leaf; node <= capacity; node += lowestBit(node)) {
            sums[node].record(sums[node].latest() + amount);
        }
    }

    function decreaseLeaf(uint256 leaf, uint256 amount) internal {
        uint256 capacity = capacities.latest();
        for (uint256 node = leaf; node <= capacity; node += lowestBit(node)) {
            sums[node].record(sums[node].latest() - amount);
        }
    }

    /// @dev The sum of all leaves at the end of `blockNumber`, which is past.
    function totalAt(uint256 blockNumber) internal view returns (uint256) {
        return sums[capacities.valueAt(blockNumber)].valueAt(blockNumber);
    }

    /// @dev The leaf whose share of [0, totalAt) holds `point`, with the leaves side by side in order.
    function leafAt(uint256 point, uint256 blockNumber) internal view returns (uint256) {
        uint256 skipped = 0;
        for (uint256 step = capacities.valueAt(blockNumber) / 2; step > 0; step /= 2) {
            uint256 sum = sums[skipped + step].valueAt(blockNumber);
            if (point >= sum) {
                point -= sum;
                skipped += step;
            }
        }
        return skipped + 1;
    }

    function lowestBit(uint256 node) private pure returns (uint256) {
        return node & (~node + 1);
    }
}
