// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IWormholeCore
/// @notice The messenger under the Wormhole token bridge.
interface IWormholeCore {
    /// @notice What a message costs, in wei of the chain's own currency.
    function messageFee() external view returns (uint256);
}

/// @title IWormholeBridge
/// @notice The Wormhole token bridge, as far as it is used here.
interface IWormholeBridge {
    /// @notice Pulls tokens from the caller and has them released on another chain; the value sent pays the message fee.
    /// @param token the ERC-20 token; the caller must have approved the bridge
    /// @param amount in the token's least unit
    /// @param recipientChain number of the chain in Wormhole's counting; 1 is Solana
    /// @param recipient address on that chain
    /// @param arbiterFee share of the amount for whoever finishes the transfer there
    /// @param nonce free number of the caller
    /// @return sequence number of the bridge's message
    function transferTokens(
        address token,
        uint256 amount,
        uint16 recipientChain,
        bytes32 recipient,
        uint256 arbiterFee,
        uint32 nonce
    ) external payable returns (uint64 sequence);

    /// @notice The messenger under the bridge.
    function wormhole() external view returns (IWormholeCore);
}
