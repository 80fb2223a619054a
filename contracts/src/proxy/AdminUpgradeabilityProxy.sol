// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {UpgradeableProxy} from "./UpgradeableProxy.sol";

/// @title AdminUpgradeabilityProxy
/// @notice Transparent proxy whose admin is a plain account: the admin upgrades and never reaches the logic contract,
/// everybody else reaches the logic contract only.
/// @dev The admin's functions answer to the admin alone; for other callers the same selectors go to the logic contract.
contract AdminUpgradeabilityProxy is UpgradeableProxy {
    /// @notice The admin changed.
    event AdminChanged(address previousAdmin, address newAdmin);

    /// @dev Sends every caller but the admin to the logic contract instead.
    modifier ifAdmin() {
        if (msg.sender == admin_()) {
            _;
        } else {
            delegate();
        }
    }

    /// @param _logic the logic contract; must have code
    /// @param _admin the account that may upgrade
    /// @param _data call made to the logic contract with the value sent along, normally its `initialize`; none if empty
    constructor(address _logic, address _admin, bytes memory _data) payable {
        setImplementation(_logic);
        setAdmin(_admin);
        if (_data.length > 0) callImplementation(_logic, _data);
    }

    receive() external payable {
        delegateUnlessAdmin();
    }

    fallback() external payable {
        delegateUnlessAdmin();
    }

    /// @notice The admin of this proxy; the admin only.
    function admin() external ifAdmin returns (address) {
        return admin_();
    }

    /// @notice The logic contract in use; the admin only.
    function implementation() external ifAdmin returns (address) {
        return implementation_();
    }

    /// @notice Hands the proxy to another admin; the admin only.
    /// @param newAdmin the next admin; not zero
    function changeAdmin(address newAdmin) external ifAdmin {
        require(newAdmin != address(0), "Cannot change the admin of a proxy to the zero address");
        emit AdminChanged(admin_(), newAdmin);
        setAdmin(newAdmin);
    }

    /// @notice Changes the logic contract; the admin only.
    /// @param newImplementation the next logic contract; must have code
    function upgradeTo(address newImplementation) external ifAdmin {
        upgrade(newImplementation);
    }

    /// @notice Changes the logic contract and calls it in the same transaction; the admin only.
    /// @param newImplementation the next logic contract; must have code
    /// @param data call made to it with the value sent along
    function upgradeToAndCall(address newImplementation, bytes calldata data) external payable ifAdmin {
        upgrade(newImplementation);
        callImplementation(newImplementation, data);
    }

    function callImplementation(address target, bytes memory data) private {
        (bool success, bytes memory answer) = target.delegatecall(data);
        if (!success) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    function delegateUnlessAdmin() private {
        require(msg.sender != admin_(), "Cannot call fallback function from the proxy admin");
        delegate();
    }
}
