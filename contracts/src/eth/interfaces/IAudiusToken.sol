// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev What the other contracts ask of the token AUDIO. Amounts are in wei.
interface IAudiusToken is IERC20 {
    function mint(address account, uint256 amount) external returns (bool);
    function burn(uint256 amount) external;
}
