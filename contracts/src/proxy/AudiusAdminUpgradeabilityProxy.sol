// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {UpgradeableProxy} from "./UpgradeableProxy.sol";

/// @title AudiusAdminUpgradeabilityProxy
/// @notice Proxy of the Ethereum contracts. Its four functions answer to everybody (the changing ones refuse all but the
/// admin) and shadow those of the logic contract; every other call, the admin's too, goes to the logic contract.
/// @dev The admin is normally the Governance contract, which also calls the logic contracts behind its proxies.
contract AudiusAdminUpgradeabilityProxy is UpgradeableProxy {
    modifier onlyAdmin() {
        require(msg.sender == admin_(), "AudiusAdminUpgradeabilityProxy: Caller must be current proxy admin");
        _;
    }

    /// @notice Sets the proxy up; reverts without a reason when the call of the logic contract fails.
    /// @param _logic the logic contract; must have code
    /// @param _proxyAdmin the address that may upgrade
    /// @param _data call made to the logic contract with the value sent along, normally its `initialize`; none if empty
    constructor(address _logic, address _proxyAdmin, bytes memory _data) payable {
        setImplementation(_logic);
        if (_data.length > 0) {
            (bool success,) = _logic.delegatecall(_data);
            require(success);
        }
        setAdmin(_proxyAdmin);
    }

    receive() external payable {
        delegate();
    }

    fallback() external payable {
        delegate();
    }

    /// @notice Changes the logic contract; the admin only.
    /// @param _newImplementation the next logic contract; must have code
    function upgradeTo(address _newImplementation) external onlyAdmin {
        upgrade(_newImplementation);
    }

    /// @notice Hands the proxy to another admin; the admin only.
    /// @param _adminAddress the next admin; zero ends all upgrades
    function setAudiusProxyAdminAddress(address _adminAddress) external onlyAdmin {
        setAdmin(_adminAddress);
    }

    /// @notice The address that may upgrade this proxy.
    function getAudiusProxyAdminAddress() external view returns (address) {
        return admin_();
    }

    /// @notice The logic contract in use.
    function implementation() external view returns (address) {
        return implementation_();
    }
}
