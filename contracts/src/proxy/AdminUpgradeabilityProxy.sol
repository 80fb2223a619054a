// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title AdminUpgradeabilityProxy
/// @notice Transparent proxy whose admin is a plain account: the admin upgrades and never reaches the logic contract,
/// everybody else reaches the logic contract only.
/// @dev The admin's functions answer to the admin alone; for other callers the same selectors go to the logic contract.
/// Admin and implementation live in the slots of EIP-1967, out of the way of the logic contract's storage.
contract AdminUpgradeabilityProxy {
    /// @dev keccak256("eip1967.proxy.admin") - 1
    bytes32 private constant ADMIN_SLOT = 0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;

    /// @dev keccak256("eip1967.proxy.implementation") - 1
    bytes32 private constant IMPLEMENTATION_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    /// @notice The admin changed.
    event AdminChanged(address previousAdmin, address newAdmin);

    /// @notice The logic contract changed.
    event Upgraded(address indexed implementation);

    /// @dev Sends every caller but the admin to the logic contract instead.
    modifier ifAdmin() {
        if (msg.sender == admin_()) {
            _;
        } else {
            delegate(implementation_());
        }
    }

    /// @param _logic the logic contract; must have code
    /// @param _admin the account that may upgrade
    /// @param _data call made to the logic contract with the value sent along, normally its `initialize`; none if empty
    constructor(address _logic, address _admin, bytes memory _data) payable {
        setImplementation(_logic);
        store(ADMIN_SLOT, _admin);
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
        store(ADMIN_SLOT, newAdmin);
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

    function upgrade(address newImplementation) private {
        setImplementation(newImplementation);
        emit Upgraded(newImplementation);
    }

    function setImplementation(address newImplementation) private {
        require(newImplementation.code.length > 0, "Cannot set a proxy implementation to a non-contract address");
        store(IMPLEMENTATION_SLOT, newImplementation);
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
        delegate(implementation_());
    }

    /// @dev Never returns to its caller: ends the call with the logic contract's answer.
    function delegate(address target) private {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch success
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }

    function admin_() private view returns (address) {
        return load(ADMIN_SLOT);
    }

    function implementation_() private view returns (address) {
        return load(IMPLEMENTATION_SLOT);
    }

    function store(bytes32 slot, address value) private {
        assembly {
            sstore(slot, value)
        }
    }

    function load(bytes32 slot) private view returns (address value) {
        assembly {
            value := sload(slot)
        }
    }
}
