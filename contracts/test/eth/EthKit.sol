// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AudiusAdminUpgradeabilityProxy} from "../../src/proxy/AudiusAdminUpgradeabilityProxy.sol";
import {TestKit} from "../TestKit.sol";

/// @dev What the tests of the Ethereum contracts share.
abstract contract EthKit is TestKit {
    /// @dev Deploys a contract as clients meet it: behind a proxy, initialised by the proxy's constructor.
    function behindProxy(address logic, address admin, bytes memory initialization) internal returns (address) {
        return address(new AudiusAdminUpgradeabilityProxy(logic, admin, initialization));
    }

    function assertInitializedOnce(address target, bytes memory initialization) internal {
        assertReverts(target, initialization, "Contract instance has already been initialized");
    }

    function assertUninitialized(address bare, bytes memory call) internal {
        assertReverts(bare, call, "InitializableV2: Not initialized");
    }

    function assertReverts(address target, bytes memory call, string memory text) internal {
        (bool success, bytes memory answer) = target.call(call);
        require(!success, string.concat("did not revert: ", text));
        assertEq(answer, abi.encodeWithSignature("Error(string)", text), string.concat("another revert than: ", text));
    }

    /// @dev EIP-712 digest as a wallet computes it, not as the contract under test does.
    function typedDigest(string memory domainName, address verifyingContract, bytes32 structHash)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(domainName)),
                keccak256("1"),
                block.chainid,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, structHash));
    }

    /// @dev A private key out of any number.
    function keyFrom(uint256 number) internal pure returns (uint256) {
        return 1 + number % 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140;
    }
}
