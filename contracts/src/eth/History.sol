// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev An amount and the block at whose end it became true.
struct Checkpoint {
    uint64 blockNumber;
    uint192 amount;
}

/// @dev An amount that changes over time, with its value at the end of every block.
struct History {
    Checkpoint[] checkpoints;
}

using {record, latest, lastBlock, valueAt} for History global;

/// @dev Takes an amount as the value of this block, in the place of an earlier one of the same block.
function record(History storage self, uint256 amount) {
    require(amount <= type(uint192).max);
    // forge-lint: disable-next-line(unsafe-typecast)
    Checkpoint memory checkpoint = Checkpoint({blockNumber: uint64(block.number), amount: uint192(amount)});
    uint256 count = self.checkpoints.length;
    if (count > 0 && self.checkpoints[count - 1].blockNumber == checkpoint.blockNumber) {
        self.checkpoints[count - 1] = checkpoint;
    } else {
        self.checkpoints.push(checkpoint);
    }
}

/// @dev The present amount; 0 if none was ever recorded.
function latest(History storage self) view returns (uint256) {
    uint256 count = self.checkpoints.length;
    return count == 0 ? 0 : self.checkpoints[count - 1].amount;
}

/// @dev The block of the last record; 0 if there is none.
function lastBlock(History storage self) view returns (uint256) {
    uint256 count = self.checkpoints.length;
    return count == 0 ? 0 : self.checkpoints[count - 1].blockNumber;
}

/// @dev The amount at the end of a block; 0 before the first record. The steps grow with the logarithm of the records.
function valueAt(History storage self, uint256 blockNumber) view returns (uint256) {
    uint256 low = 0;
    uint256 high = self.checkpoints.length;
    while (low < high) {
        uint256 middle = (low + high) / 2;
        if (self.checkpoints[middle].blockNumber > blockNumber) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low == 0 ? 0 : self.checkpoints[low - 1].amount;
}
