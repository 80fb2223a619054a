// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IRegistry
/// @notice The registry of contracts, as the other contracts of the Ethereum side see it.
interface IRegistry {
    /// @notice The present address of a name; zero if none.
    /// @param _name the name, ASCII, zero-padded
    function getContract(bytes32 _name) external view returns (address contractAddr);
}
