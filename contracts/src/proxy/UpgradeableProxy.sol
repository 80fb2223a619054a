// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev What the proxies share: where admin and implementation are kept, and how a call reaches the implementation.
/// Both live in the slots of EIP-1967, out of the way of the logic contract's storage.
abstract contract UpgradeableProxy {
    /// @dev keccak256("eip1967.proxy.admin") - 1
    bytes32 private constant ADMIN_SLOT = 0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;

    /// @dev keccak256("eip1967.proxy.implementation") - 1
    bytes32 private constant IMPLEMENTATION_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    /// @notice The logic contract changed.
    event Upgraded(address indexed implementation);

    function upgrade(address newImplementation) internal {
        setImplementation(newImplementation);
        emit Upgraded(newImplementation);
    }

    function setImplementation(address newImplementation) internal {
        require(newImplementation.code.length > 0, "Cannot set a proxy implementation to a non-contract address");
        store(IMPLEMENTATION_SLOT, newImplementation);
    }

    function setAdmin(address newAdmin) internal {
        store(ADMIN_SLOT, newAdmin);
    }

    /// @dev Never returns to its caller: ends the call with the logic contract's answer.
    function delegate() internal {
        address target = implementation_();
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch success
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }

    function admin_() internal view returns (address) {
        return load(ADMIN_SLOT);
    }

    function implementation_() internal view returns (address) {
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
