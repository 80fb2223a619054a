// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IGovernance
/// @notice Governance, as the other contracts of the Ethereum side see it.
interface IGovernance {
    /// @notice How long votes are taken on a proposal, in blocks.
    function getVotingPeriod() external view returns (uint256);

    /// @notice From the end of the votes on a proposal to its evaluation, in blocks.
    function getExecutionDelay() external view returns (uint256);

    /// @notice True: tells a Governance contract from others, also before initialisation.
    function isGovernanceAddress() external pure returns (bool);
}
