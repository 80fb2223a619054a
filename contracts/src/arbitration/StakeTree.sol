// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @dev Stakes that remember their past: a Fenwick tree whose sums are checkpointed by block, so that a draw in
/// proportion to stake can be made as of an earlier block, whatever was staked or withdrawn since. Changes and draws
/// cost O(log n). Leaves count from 1 and are appended; the tree's capacity is the power of two that holds them.
abstract contract StakeTree {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev Node `i` holds the sum of the leaves `i - lowestBit(i) + 1` to `i`.
    mapping(uint256 node => Checkpoints.Trace208) private sums;
    Checkpoints.Trace208 private capacities;
    uint256 private leafCount;

    /// @dev Appends a leaf without stake.
    function appendLeaf() internal returns (uint256 leaf) {
        leaf = ++leafCount;
        uint256 capacity = capacities.latest();
        if (leaf <= capacity) return leaf;
        uint256 doubled = capacity == 0 ? 1 : 2 * capacity;
        write(sums[doubled], sums[capacity].latest());
        write(capacities, doubled);
    }

    function increaseLeaf(uint256 leaf, uint256 amount) internal {
        uint256 capacity = capacities.latest();
        for (uint256 node = leaf; node <= capacity; node += lowestBit(node)) {
            write(sums[node], sums[node].latest() + amount);
        }
    }

    function decreaseLeaf(uint256 leaf, uint256 amount) internal {
        uint256 capacity = capacities.latest();
        for (uint256 node = leaf; node <= capacity; node += lowestBit(node)) {
            write(sums[node], sums[node].latest() - amount);
        }
    }

    /// @dev The sum of all leaves at the end of `blockNumber`, which is past.
    function totalAt(uint256 blockNumber) internal view returns (uint256) {
        return read(sums[read(capacities, blockNumber)], blockNumber);
    }

    /// @dev The leaf whose share of [0, totalAt) holds `point`, with the leaves side by side in order.
    function leafAt(uint256 point, uint256 blockNumber) internal view returns (uint256) {
        uint256 skipped = 0;
        for (uint256 step = read(capacities, blockNumber) / 2; step > 0; step /= 2) {
            uint256 sum = read(sums[skipped + step], blockNumber);
            if (point >= sum) {
                point -= sum;
                skipped += step;
            }
        }
        return skipped + 1;
    }

    function read(Checkpoints.Trace208 storage trace, uint256 blockNumber) private view returns (uint256) {
        return trace.upperLookupRecent(SafeCast.toUint48(blockNumber));
    }

    function write(Checkpoints.Trace208 storage trace, uint256 value) private {
        trace.push(SafeCast.toUint48(block.number), SafeCast.toUint208(value));
    }

    function lowestBit(uint256 node) private pure returns (uint256) {
        return node & (~node + 1);
    }
}
