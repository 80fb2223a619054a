// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IServiceProviderFactory
/// @notice The register of service providers, as the other contracts of the Ethereum side see it. Amounts are in wei.
interface IServiceProviderFactory {
    /// @notice Drops a service provider's pending request to decrease its stake; that provider or the DelegateManager
    /// only.
    /// @dev Reverts `ServiceProviderFactory: Only owner or DelegateManager`, `ServiceProviderFactory: Decrease stake
    /// request must be pending`. Emits `DecreaseStakeRequestCancelled`.
    /// @param _account the service provider
    function cancelDecreaseStakeRequest(address _account) external;

    /// @notice Takes over a service provider's own stake after rewards or a slash, and looks anew whether its whole
    /// stake is within bounds; the DelegateManager only.
    /// @dev Reverts `ServiceProviderFactory: only callable by DelegateManager`.
    /// @param _serviceProvider the service provider
    /// @param _amount its own stake from now on, in wei
    function updateServiceProviderStake(address _serviceProvider, uint256 _amount) external;

    /// @notice A service provider's pending request to decrease its stake; zeros if there is none.
    /// @param _serviceProvider the service provider
    /// @return amount how much, in wei
    /// @return lockupExpiryBlock the first block in which it can be carried out
    function getPendingDecreaseStakeRequest(address _serviceProvider)
        external
        view
        returns (uint256 amount, uint256 lockupExpiryBlock);

    /// @notice What is known of a service provider; zeros if nothing is.
    /// @param _serviceProvider the service provider
    /// @return deployerStake its own stake, without delegations, in wei
    /// @return deployerCut its share of its delegators' rewards, in percent
    /// @return validBounds whether its stake was within bounds when last looked at
    /// @return numberOfEndpoints how many services it runs
    /// @return minAccountStake least own stake for its services, in wei
    /// @return maxAccountStake most stake, own and delegated, for its services, in wei
    function getServiceProviderDetails(address _serviceProvider)
        external
        view
        returns (
            uint256 deployerStake,
            uint256 deployerCut,
            bool validBounds,
            uint256 numberOfEndpoints,
            uint256 minAccountStake,
            uint256 maxAccountStake
        );

    /// @notice Reverts unless a service provider's stake is within the bounds of its services.
    /// @dev Reverts `ServiceProviderFactory: Maximum stake amount exceeded`, `ServiceProviderFactory: Minimum stake
    /// requirement not met`.
    /// @param _serviceProvider the service provider
    function validateAccountStakeBalance(address _serviceProvider) external view;
}
