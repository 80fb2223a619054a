// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Initializable} from "./Initializable.sol";
import {SignedRequests} from "./SignedRequests.sol";
import {IWormholeBridge} from "./interfaces/IWormholeBridge.sol";

/// @title WormholeClient
/// @notice Sends AUDIO over the Wormhole bridge on a holder's signed request, so that somebody else can pay the gas.
/// @dev Runs behind a proxy: append storage only.
contract WormholeClient is Initializable, SignedRequests {
    using SafeERC20 for IERC20;

    /// @notice EIP-712 type hash of a request.
    /// @dev Clients sign the misspelt `artbiterFee`.
    bytes32 public constant TRANSFER_TOKENS_TYPEHASH = keccak256(
        "TransferTokens(address from,uint256 amount,uint16 recipientChain,bytes32 recipient,uint256 artbiterFee,uint32 nonce,uint256 deadline)"
    );

    IERC20 private audio;
    IWormholeBridge private bridge;

    /// @notice How many requests of a holder were taken; the next one must carry this number.
    mapping(address => uint32) public nonces;

    /// @notice Sets token and bridge and fixes the EIP-712 domain, once.
    /// @param _tokenAddress the AUDIO token; must have code
    /// @param _wormholeAddress the Wormhole token bridge; must have code
    function initialize(address _tokenAddress, address _wormholeAddress) external initializer {
        require(_tokenAddress.code.length > 0, "WormholeClient: Transfer token is not a contract");
        require(_wormholeAddress.code.length > 0, "WormholeClient: Wormhole is not a contract");
        audio = IERC20(_tokenAddress);
        bridge = IWormholeBridge(_wormholeAddress);
        fixDomain("AudiusWormholeClient");
    }

    /// @notice Sends a holder's AUDIO to another chain by the holder's EIP-712 signature; anyone may submit it, once. Reverts
    /// after the deadline, for a signature of anyone but the holder, above the holder's balance, or above the holder's
    /// allowance for this contract.
    /// @param from the holder, who signed
    /// @param amount in wei of AUDIO
    /// @param recipientChain number of the chain in Wormhole's counting; 1 is Solana
    /// @param recipient address on that chain
    /// @param arbiterFee share of the amount for whoever finishes the transfer there, in wei of AUDIO
    /// @param deadline last unix time, in seconds, at which the request is taken
    /// @param v recovery id of the signature, 27 or 28
    /// @param r first word of the signature
    /// @param s second word of the signature
    function transferTokens(
        address from,
        uint256 amount,
        uint16 recipientChain,
        bytes32 recipient,
        uint256 arbiterFee,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        uint32 nonce = nonces[from]++;
        require(deadline >= block.timestamp, "WormholeClient: Deadline has expired");
        bytes32 structHash = keccak256(
            abi.encode(TRANSFER_TOKENS_TYPEHASH, from, amount, recipientChain, recipient, arbiterFee, nonce, deadline)
        );
        require(isSignedBy(from, structHash, v, r, s), "WormholeClient: Invalid signature");
        audio.safeTransferFrom(from, address(this), amount);
        audio.forceApprove(address(bridge), amount);
        bridge.transferTokens(address(audio), amount, recipientChain, recipient, arbiterFee, nonce);
    }

    /// @notice The AUDIO token.
    function token() external view onlyInitialized returns (address) {
        return address(audio);
    }
}
