// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {DevelopmentBridge} from "../../src/dev/DevelopmentBridge.sol";
import {AudiusToken} from "../../src/eth/AudiusToken.sol";
import {EthRewardsManagerV2} from "../../src/eth/EthRewardsManagerV2.sol";
import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {Vm} from "../TestKit.sol";
import {EthKit} from "./EthKit.sol";

contract EthRewardsManagerV2Test is EthKit {
    string private constant NOT_GOVERNANCE = "EthRewardsManager: Only governance";
    bytes32 private constant RECIPIENT = keccak256("a Solana address");
    uint256 private constant FEE = 0.01 ether;

    address private governance;
    AudiusToken private token;
    DevelopmentBridge private bridge;
    EthRewardsManagerV2 private manager;

    function setUp() public {
        governance = address(new GovernanceV2());
        token = new AudiusToken();
        token.initialize(address(this), governance);
        bridge = new DevelopmentBridge(FEE);
        manager = deployed(bridge);
    }

    function test_initializeSetsEverything() public view {
        assertEq(manager.token(), address(token), "token");
        assertEq(manager.getGovernanceAddress(), governance, "governance");
        assertEq(manager.getRecipientAddress(), RECIPIENT, "recipient");
        assertEq(abi.encode(manager.getAntiAbuseOracleAddresses()), abi.encode(oracles(2)), "oracles");
    }

    function test_initializesOnce() public {
        assertInitializedOnce(address(manager), initialization(address(token), governance, address(bridge)));
        vm.prank(governance);
        assertInitializedOnce(address(manager), initialization(address(token), governance, address(bridge)));
    }

    function test_initializeWantsContracts() public {
        address bare = address(new EthRewardsManagerV2());
        address nobody = address(0x1234);
        assertReverts(bare, initialization(nobody, nobody, nobody), "EthRewardsManager: token is not a contract");
        assertReverts(
            bare, initialization(address(token), nobody, nobody), "EthRewardsManager: wormhole is not a contract"
        );
        assertReverts(
            bare,
            initialization(address(token), nobody, address(bridge)),
            "EthRewardsManager: _governanceAddress is not a valid governance contract"
        );
    }

    function test_doesNothingBeforeInitialization() public {
        EthRewardsManagerV2 bare = new EthRewardsManagerV2();
        assertUninitialized(address(bare), abi.encodeCall(bare.setGovernanceAddress, (governance)));
        assertUninitialized(address(bare), abi.encodeCall(bare.setRecipientAddress, (RECIPIENT)));
        assertUninitialized(address(bare), abi.encodeCall(bare.setAntiAbuseOracleAddresses, (oracles(1))));
        assertUninitialized(address(bare), abi.encodeCall(bare.transferToSolana, (0, 0)));
        assertUninitialized(address(bare), abi.encodeCall(bare.token, ()));
        assertUninitialized(address(bare), abi.encodeCall(bare.getGovernanceAddress, ()));
        assertUninitialized(address(bare), abi.encodeCall(bare.getRecipientAddress, ()));
        assertUninitialized(address(bare), abi.encodeCall(bare.getAntiAbuseOracleAddresses, ()));
    }

    function testFuzz_onlyGovernanceChangesAnything(address caller) public {
        vm.assume(caller != governance);
        vm.prank(caller);
        expectRevertText(NOT_GOVERNANCE);
        manager.setGovernanceAddress(governance);
        vm.prank(caller);
        expectRevertText(NOT_GOVERNANCE);
        manager.setRecipientAddress(RECIPIENT);
        vm.prank(caller);
        expectRevertText(NOT_GOVERNANCE);
        manager.setAntiAbuseOracleAddresses(oracles(1));
    }

    function test_theSettersEmitNothing() public {
        vm.recordLogs();
        vm.prank(governance);
        manager.setRecipientAddress(bytes32(uint256(7)));
        vm.prank(governance);
        manager.setAntiAbuseOracleAddresses(oracles(3));
        address next = address(new GovernanceV2());
        vm.prank(governance);
        manager.setGovernanceAddress(next);
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        assertEq(manager.getRecipientAddress(), bytes32(uint256(7)), "recipient");
        assertEq(abi.encode(manager.getAntiAbuseOracleAddresses()), abi.encode(oracles(3)), "oracles");
        assertEq(manager.getGovernanceAddress(), next, "governance");
        vm.prank(next);
        expectRevertText("EthRewardsManager: _governanceAddress is not a valid governance contract");
        manager.setGovernanceAddress(address(this));
    }

    function testFuzz_anyoneSendsTheWholeBalanceToSolana(
        address caller,
        uint128 balance,
        uint256 arbiterFee,
        uint32 nonce
    ) public {
        uint256 amount = uint256(balance) % token.totalSupply();
        token.transfer(address(manager), amount);
        vm.deal(caller, FEE);
        vm.recordLogs();
        vm.prank(caller);
        manager.transferToSolana{value: FEE}(arbiterFee, nonce);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(
            logs[logs.length - 1],
            address(bridge),
            "TokensLocked(uint64,address,address,uint256,uint16,bytes32,uint256,uint32)",
            words(word(1), word(address(manager)), word(address(token))),
            abi.encode(amount, 1, RECIPIENT, arbiterFee, nonce)
        );
        assertEq(token.balanceOf(address(manager)), 0, "left");
        assertEq(token.balanceOf(address(bridge)), amount, "locked");
        assertEq(token.allowance(address(manager), address(bridge)), 0, "allowance left");
        assertEq(address(bridge).balance, FEE, "message fee");
    }

    function testFuzz_aValueBelowTheFeeIsRefused(uint256 value) public {
        value %= FEE;
        vm.expectRevert();
        manager.transferToSolana{value: value}(0, 0);
    }

    function test_whatIsLeftOfTheValuePaysForTheNextTransfer() public {
        manager.transferToSolana{value: FEE * 2}(0, 0);
        assertEq(address(manager).balance, FEE, "left");
        manager.transferToSolana(0, 1);
        assertEq(address(manager).balance, 0, "spent");
        assertEq(bridge.lastSequence(), 2, "transfers");
    }

    function test_aBridgeWithoutFeeNeedsNoValue() public {
        bridge = new DevelopmentBridge(0);
        deployed(bridge).transferToSolana(0, 0);
        assertEq(bridge.lastSequence(), 1, "transfers");
    }

    function deployed(DevelopmentBridge bridge_) private returns (EthRewardsManagerV2) {
        bytes memory call = initialization(address(token), governance, address(bridge_));
        return EthRewardsManagerV2(behindProxy(address(new EthRewardsManagerV2()), governance, call));
    }

    function initialization(address token_, address governance_, address bridge_) private pure returns (bytes memory) {
        return abi.encodeCall(EthRewardsManagerV2.initialize, (token_, governance_, bridge_, RECIPIENT, oracles(2)));
    }

    function oracles(uint256 count) private pure returns (address[] memory result) {
        result = new address[](count);
        for (uint256 i = 0; i < count; i++) {
            result[i] = address(uint160(0xAA0 + i));
        }
    }
}
