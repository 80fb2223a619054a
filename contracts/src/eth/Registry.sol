// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Initializable} from "./Initializable.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";

/// @title Registry
/// @notice Maps names to contract addresses and keeps each name's history. A name is ASCII text, left-aligned in a word.
/// @dev The owner is the deployer at first and Governance later. Runs behind a proxy: append storage only.
contract Registry is Initializable, IRegistry {
    address private currentOwner;
    mapping(bytes32 name => address) private currentAddress;
    mapping(bytes32 name => address[]) private history;

    /// @notice A name was given its first address, or its first since it was removed.
    event ContractAdded(bytes32 indexed _name, address indexed _address);

    /// @notice A name no longer has an address; it last had `_address`.
    event ContractRemoved(bytes32 indexed _name, address indexed _address);

    /// @notice A name has another address.
    event ContractUpgraded(bytes32 indexed _name, address indexed _oldAddress, address indexed _newAddress);

    /// @notice The owner changed.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    modifier onlyOwner() {
        require(msg.sender == currentOwner, "Ownable: caller is not the owner");
        _;
    }

    /// @notice Makes the caller the owner, once. Called by a proxy's constructor, that is the account deploying the proxy.
    function initialize() external initializer {
        setOwner(msg.sender);
    }

    /// @notice Gives a free name an address; the owner only.
    /// @param _name must have no address now
    /// @param _address not zero; need not have code
    function addContract(bytes32 _name, address _address) external onlyOwner onlyInitialized {
        require(currentAddress[_name] == address(0), "Registry: Contract already registered with given name.");
        require(_address != address(0), "Registry: Cannot register zero address.");
        setContract(_name, _address);
        emit ContractAdded(_name, _address);
    }

    /// @notice Takes the address of a name away; the owner only. The history gets the zero address.
    /// @param _name must have an address
    function removeContract(bytes32 _name) external onlyOwner onlyInitialized {
        address removed = currentAddress[_name];
        require(removed != address(0), "Registry: Cannot remove - no contract registered with given _name.");
        setContract(_name, address(0));
        emit ContractRemoved(_name, removed);
    }

    /// @notice Gives a name another address; the owner only.
    /// @param _name must have an address
    /// @param _newAddress not zero; need not have code
    function upgradeContract(bytes32 _name, address _newAddress) external onlyOwner onlyInitialized {
        address oldAddress = currentAddress[_name];
        require(oldAddress != address(0), "Registry: Cannot upgrade - no contract registered with given _name.");
        require(_newAddress != address(0), "Registry: Cannot upgrade - cannot register zero address.");
        setContract(_name, _newAddress);
        emit ContractUpgraded(_name, oldAddress, _newAddress);
    }

    /// @notice Hands the registry to another owner; the owner only.
    /// @param newOwner not zero
    function transferOwnership(address newOwner) external onlyOwner onlyInitialized {
        require(newOwner != address(0), "Ownable: new owner is the zero address");
        setOwner(newOwner);
    }

    /// @notice Leaves the registry without an owner, unchangeable for good; the owner only.
    function renounceOwnership() external onlyOwner onlyInitialized {
        setOwner(address(0));
    }

    /// @notice The present address of a name; zero if none.
    /// @param _name the name asked for
    function getContract(bytes32 _name) external view onlyInitialized returns (address contractAddr) {
        return currentAddress[_name];
    }

    /// @notice The address a name had after one of its changes; zero where it was removed.
    /// @param _name the name asked for
    /// @param _version number of the change, from 1 to `getContractVersionCount(_name)`
    function getContract(bytes32 _name, uint256 _version) external view onlyInitialized returns (address contractAddr) {
        require(_version > 0 && _version <= history[_name].length, "Registry: Index out of range _version.");
        return history[_name][_version - 1];
    }

    /// @notice How often the address of a name was changed, removals included.
    /// @param _name the name asked for
    function getContractVersionCount(bytes32 _name) external view onlyInitialized returns (uint256) {
        return history[_name].length;
    }

    /// @notice The account that may change the registry; zero if none.
    function owner() external view onlyInitialized returns (address) {
        return currentOwner;
    }

    /// @notice Whether the caller is the owner.
    function isOwner() external view onlyInitialized returns (bool) {
        return msg.sender == currentOwner;
    }

    function setContract(bytes32 name, address newAddress) private {
        currentAddress[name] = newAddress;
        history[name].push(newAddress);
    }

    function setOwner(address newOwner) private {
        emit OwnershipTransferred(currentOwner, newOwner);
        currentOwner = newOwner;
    }
}
