// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IStaking
/// @notice The vault of all staked AUDIO, as the other contracts of the Ethereum side see it. Amounts are in wei.
interface IStaking {
    /// @notice Pulls tokens from an account and stakes them for it; the ServiceProviderFactory only.
    /// @dev Reverts `Staking: Zero amount not allowed`. Emits `Staked`.
    /// @param _accountAddress the service provider; must have approved Staking
    /// @param _amount how much, in wei; not zero
    function stakeFor(address _accountAddress, uint256 _amount) external;

    /// @notice Sends staked tokens back to their account; the ServiceProviderFactory only.
    /// @dev Reverts `Staking: Zero amount not allowed`, `Staking: Cannot decrease greater than current balance`.
    /// Emits `Unstaked`.
    /// @param _accountAddress the service provider
    /// @param _amount how much, in wei; not zero
    function unstakeFor(address _accountAddress, uint256 _amount) external;

    /// @notice Pulls tokens from a delegator and stakes them for a service provider; the DelegateManager only.
    /// @dev Reverts `Staking: Zero amount not allowed`. Emits `Staked` with the provider as its user.
    /// @param _accountAddress the service provider credited
    /// @param _delegatorAddress the delegator who pays; must have approved Staking
    /// @param _amount how much, in wei; not zero
    function delegateStakeFor(address _accountAddress, address _delegatorAddress, uint256 _amount) external;

    /// @notice Sends tokens staked for a service provider to a delegator; the DelegateManager only.
    /// @dev Reverts `Staking: Zero amount not allowed`, `Staking: Cannot decrease greater than current balance`.
    /// Emits `Unstaked` with the provider as its user.
    /// @param _accountAddress the service provider debited
    /// @param _delegatorAddress the delegator who is paid
    /// @param _amount how much, in wei; not zero
    function undelegateStakeFor(address _accountAddress, address _delegatorAddress, uint256 _amount) external;

    /// @notice Pulls a reward from the caller, stakes it for a service provider and notes the claim; the ClaimsManager
    /// only.
    /// @dev Reverts `Staking: Zero amount not allowed`. Emits `Staked`.
    /// @param _amount the reward, in wei; not zero
    /// @param _stakerAccount the service provider
    function stakeRewards(uint256 _amount, address _stakerAccount) external;

    /// @notice Notes that a service provider claimed in this block; the ClaimsManager (or Staking itself) only.
    /// @param _amount the reward claimed, in wei; may be zero
    /// @param _stakerAccount the service provider
    function updateClaimHistory(uint256 _amount, address _stakerAccount) external;

    /// @notice Burns tokens staked for a service provider; the DelegateManager only.
    /// @dev Reverts `Staking: Zero amount not allowed`, `Staking: Cannot decrease greater than current balance`.
    /// Emits `Slashed`.
    /// @param _amount how much, in wei; not zero
    /// @param _slashAddress the service provider
    function slash(uint256 _amount, address _slashAddress) external;

    /// @notice The AUDIO token.
    function token() external view returns (address);

    /// @notice All that is staked at the end of a block, in wei; 0 before the first stake.
    /// @param _blockNumber the block
    function totalStakedAt(uint256 _blockNumber) external view returns (uint256);

    /// @notice What is staked for an account now, own and delegated, in wei.
    /// @param _accountAddress the service provider
    function totalStakedFor(address _accountAddress) external view returns (uint256);

    /// @notice What was staked for an account, own and delegated, at the end of a block, in wei; 0 before its first stake.
    /// @param _accountAddress the service provider
    /// @param _blockNumber the block
    function totalStakedForAt(address _accountAddress, uint256 _blockNumber) external view returns (uint256);

    /// @notice The block of an account's last claim; 0 if it never claimed.
    /// @param _accountAddress the service provider
    function lastClaimedFor(address _accountAddress) external view returns (uint256);
}
