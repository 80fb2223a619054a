// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev For a contract that takes EIP-712 signed requests, submitted by anyone.
abstract contract SignedRequests {
    /// @notice The EIP-712 domain separator; zero before initialisation.
    bytes32 public DOMAIN_SEPARATOR;

    /// @dev Fixes the domain for good: version `1`, the present chain id, this address.
    function fixDomain(string memory name) internal {
        DOMAIN_SEPARATOR = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256("1"),
                block.chainid,
                address(this)
            )
        );
    }

    /// @dev Each request carries a nonce, so the malleable twin of a signature is as useless as a replay.
    function isSignedBy(address signer, bytes32 structHash, uint8 v, bytes32 r, bytes32 s)
        internal
        view
        returns (bool)
    {
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", DOMAIN_SEPARATOR, structHash));
        return signer != address(0) && ecrecover(digest, v, r, s) == signer;
    }
}
