// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {DevelopmentBridge} from "../src/dev/DevelopmentBridge.sol";
import {AudiusToken} from "../src/eth/AudiusToken.sol";
import {TestKit, Vm} from "./TestKit.sol";

contract DevelopmentBridgeTest is TestKit {
    AudiusToken private token;
    DevelopmentBridge private bridge;

    function setUp() public {
        token = new AudiusToken();
        token.initialize(address(this), address(0x60));
        bridge = new DevelopmentBridge(7);
    }

    function test_isItsOwnMessenger() public view {
        assertEq(address(bridge.wormhole()), address(bridge), "wormhole()");
        assertEq(bridge.wormhole().messageFee(), 7, "messageFee()");
    }

    function testFuzz_locksTheTokensAndCounts(uint256 amount, uint16 chain, bytes32 recipient, uint32 nonce) public {
        amount %= token.totalSupply() + 1;
        token.approve(address(bridge), amount);
        vm.recordLogs();
        assertEq(bridge.transferTokens{value: 7}(address(token), amount, chain, recipient, 3, nonce), 1, "sequence");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(
            logs[logs.length - 1],
            address(bridge),
            "TokensLocked(uint64,address,address,uint256,uint16,bytes32,uint256,uint32)",
            words(word(1), word(address(this)), word(address(token))),
            abi.encode(amount, chain, recipient, 3, nonce)
        );
        assertEq(token.balanceOf(address(bridge)), amount, "locked");
        assertEq(bridge.transferTokens{value: 7}(address(token), 0, chain, recipient, 3, nonce), 2, "next sequence");
    }

    function testFuzz_wantsExactlyTheFee(uint64 value) public {
        vm.assume(value != 7);
        expectRevertText("DevelopmentBridge: value is not the message fee");
        bridge.transferTokens{value: value}(address(token), 0, 1, 0, 0, 0);
    }

    function test_wantsAnAllowance() public {
        expectRevertText("ERC20: transfer amount exceeds allowance");
        bridge.transferTokens{value: 7}(address(token), 1, 1, 0, 0, 0);
    }
}
