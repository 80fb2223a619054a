// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IWormholeBridge, IWormholeCore} from "../eth/interfaces/IWormholeBridge.sol";

/// @title DevelopmentBridge
/// @notice Stands in for the Wormhole bridge where there is none: locks the tokens for good and tells so. There is no other
/// chain. Never deploy it where tokens have a value.
contract DevelopmentBridge is IWormholeBridge, IWormholeCore {
    using SafeERC20 for IERC20;

    /// @notice What a transfer costs, in wei.
    uint256 public immutable messageFee;

    /// @notice Number of the last transfer; 0 before the first.
    uint64 public lastSequence;

    /// @notice Tokens were locked for another chain.
    event TokensLocked(
        uint64 indexed sequence,
        address indexed sender,
        address indexed token,
        uint256 amount,
        uint16 recipientChain,
        bytes32 recipient,
        uint256 arbiterFee,
        uint32 nonce
    );

    /// @param fee what each transfer costs, in wei
    constructor(uint256 fee) {
        messageFee = fee;
    }

    /// @inheritdoc IWormholeBridge
    /// @dev Reverts unless the value sent is the message fee, and when the caller has not approved the amount.
    function transferTokens(
        address token,
        uint256 amount,
        uint16 recipientChain,
        bytes32 recipient,
        uint256 arbiterFee,
        uint32 nonce
    ) external payable returns (uint64 sequence) {
        require(msg.value == messageFee, "DevelopmentBridge: value is not the message fee");
        sequence = ++lastSequence;
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        emit TokensLocked(sequence, msg.sender, token, amount, recipientChain, recipient, arbiterFee, nonce);
    }

    /// @inheritdoc IWormholeBridge
    function wormhole() external view returns (IWormholeCore) {
        return this;
    }
}
