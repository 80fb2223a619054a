// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IDelegateManager
/// @notice Delegated stake, as the other contracts of the Ethereum side see it. Amounts are in wei.
interface IDelegateManager {
    /// @notice Burns a part of the stake of a service provider and, in proportion, of its delegators; Governance and
    /// the arbitration contract only.
    /// @dev Never takes less than asked: a caller that must not fail clamps the amount to `Staking.totalStakedFor` and
    /// refrains when that or the provider's own stake is zero. Reverts `DelegateManager: Only callable by Governance
    /// contract`, `DelegateManager: Cannot slash more than total currently staked`, `DelegateManager: Service Provider
    /// stake required`, `Staking: Zero amount not allowed`. Emits `Slash`.
    /// @param _amount how much, in wei; not zero
    /// @param _slashAddress the service provider
    function slash(uint256 _amount, address _slashAddress) external;

    /// @notice A delegator's pending request to undelegate; zeros if there is none.
    /// @param _delegator the delegator
    /// @return target the service provider it withdraws from
    /// @return amount how much, in wei
    /// @return lockupExpiryBlock the first block in which it can be carried out
    function getPendingUndelegateRequest(address _delegator)
        external
        view
        returns (address target, uint256 amount, uint256 lockupExpiryBlock);

    /// @notice What a delegator has delegated to all service providers together, in wei.
    /// @param _delegator the delegator
    function getTotalDelegatorStake(address _delegator) external view returns (uint256);
}
