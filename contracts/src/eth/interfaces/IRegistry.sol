// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev What the other contracts ask of the Registry.
interface IRegistry {
    function getContract(bytes32 _name) external view returns (address contractAddr);
}
