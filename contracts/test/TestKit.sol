// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev The cheatcodes of forge's test EVM that the tests use.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function addr(uint256 privateKey) external pure returns (address);
    function assume(bool condition) external pure;
    function chainId(uint256 newChainId) external;
    function deal(address account, uint256 newBalance) external;
    function etch(address target, bytes calldata runtimeBytecode) external;
    function expectRevert(bytes calldata revertData) external;
    function expectRevert() external;
    function getRecordedLogs() external returns (Log[] memory);
    function load(address target, bytes32 slot) external view returns (bytes32);
    function prank(address sender) external;
    function recordLogs() external;
    function roll(uint256 newBlockNumber) external;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function toString(address value) external pure returns (string memory);
    function warp(uint256 newTimestamp) external;
}

/// @dev What every test contract starts on: the cheatcodes and plain assertions.
abstract contract TestKit {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        require(actual == expected, what);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        require(actual == expected, what);
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        require(actual == expected, what);
    }

    function assertEq(bytes memory actual, bytes memory expected, string memory what) internal pure {
        require(keccak256(actual) == keccak256(expected), what);
    }

    function expectRevertText(string memory text) internal {
        vm.expectRevert(bytes(abi.encodeWithSignature("Error(string)", text)));
    }

    /// @dev Compares a log with what clients decode it by: the event's signature, its indexed arguments, the others.
    function assertLog(
        Vm.Log memory log,
        address emitter,
        string memory signature,
        bytes32[] memory indexed_,
        bytes memory data
    ) internal pure {
        assertEq(log.topics[0], keccak256(bytes(signature)), string.concat("another event than ", signature));
        assertEq(log.emitter, emitter, string.concat("emitter of ", signature));
        assertEq(log.topics.length, indexed_.length + 1, string.concat("indexed arguments of ", signature));
        for (uint256 i = 0; i < indexed_.length; i++) {
            assertEq(log.topics[i + 1], indexed_[i], string.concat("indexed argument of ", signature));
        }
        assertEq(log.data, data, string.concat("data of ", signature));
    }

    function none() internal pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }

    function words(bytes32 a) internal pure returns (bytes32[] memory result) {
        result = new bytes32[](1);
        result[0] = a;
    }

    function words(bytes32 a, bytes32 b) internal pure returns (bytes32[] memory result) {
        result = new bytes32[](2);
        (result[0], result[1]) = (a, b);
    }

    function words(bytes32 a, bytes32 b, bytes32 c) internal pure returns (bytes32[] memory result) {
        result = new bytes32[](3);
        (result[0], result[1], result[2]) = (a, b, c);
    }

    function word(address value) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(value)));
    }

    function word(uint256 value) internal pure returns (bytes32) {
        return bytes32(value);
    }

    /// @dev The only log since recordLogs().
    function onlyLog() internal returns (Vm.Log memory) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1, "expected one log");
        return logs[0];
    }
}
