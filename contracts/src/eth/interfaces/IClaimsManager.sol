// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IClaimsManager
/// @notice The funding rounds, as the other contracts of the Ethereum side see them.
interface IClaimsManager {
    /// @notice Mints a service provider's reward of the current round and stakes it; the DelegateManager only.
    /// @dev Reverts `ClaimsManager: ProcessClaim only accessible to DelegateManager`, `ClaimsManager: Claim already
    /// processed for user`. Emits `ClaimProcessed`.
    /// @param _claimer the service provider
    /// @param _totalLockedForSP stake on its way out, which earns nothing, in wei
    /// @return the reward for the provider and its delegators together, in wei
    function processClaim(address _claimer, uint256 _totalLockedForSP) external returns (uint256);

    /// @notice Whether a service provider has yet to claim in the current round; its stake is frozen until then.
    /// @param _sp the service provider
    function claimPending(address _sp) external view returns (bool);

    /// @notice The blocks that must pass between two rounds.
    function getFundingRoundBlockDiff() external view returns (uint256);
}
