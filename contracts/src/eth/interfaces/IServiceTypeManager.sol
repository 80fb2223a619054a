// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IServiceTypeManager
/// @notice The kinds of service and their stake bounds, as the other contracts of the Ethereum side see them.
interface IServiceTypeManager {
    /// @notice The stake bounds of a service type; they stay readable after its removal.
    /// @param _serviceType the type, ASCII, zero-padded
    /// @return isValid whether services of the type may be registered
    /// @return minStake least stake per service, in wei
    /// @return maxStake most stake per service, in wei
    function getServiceTypeInfo(bytes32 _serviceType)
        external
        view
        returns (bool isValid, uint256 minStake, uint256 maxStake);

    /// @notice Whether services of a type may be registered.
    /// @param _serviceType the type, ASCII, zero-padded
    function serviceTypeIsValid(bytes32 _serviceType) external view returns (bool);
}
