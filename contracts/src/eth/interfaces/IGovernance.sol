// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev What the other contracts ask of Governance. Durations are in blocks.
interface IGovernance {
    function getVotingPeriod() external view returns (uint256);
    function getExecutionDelay() external view returns (uint256);
    function isGovernanceAddress() external pure returns (bool);
}
