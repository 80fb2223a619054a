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
    function expectRevert(bytes calldata revertData) external;
    function expectRevert() external;
    function getRecordedLogs() external returns (Log[] memory);
    function load(address target, bytes32 slot) external view returns (bytes32);
    function prank(address sender) external;
    function recordLogs() external;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
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

    /// @dev The only log since recordLogs().
    function onlyLog() internal returns (Vm.Log memory) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1, "expected one log");
        return logs[0];
    }
}
