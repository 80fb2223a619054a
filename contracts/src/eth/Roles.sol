// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev A role that accounts hold: they are given it and renounce it. The zero address never holds one.
library Roles {
    struct Role {
        mapping(address account => bool held) bearer;
    }

    function add(Role storage role, address account) internal {
        require(!has(role, account), "Roles: account already has role");
        role.bearer[account] = true;
    }

    function remove(Role storage role, address account) internal {
        require(has(role, account), "Roles: account does not have role");
        role.bearer[account] = false;
    }

    function has(Role storage role, address account) internal view returns (bool) {
        require(account != address(0), "Roles: account is the zero address");
        return role.bearer[account];
    }
}
