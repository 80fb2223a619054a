// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AdminUpgradeabilityProxy} from "../src/proxy/AdminUpgradeabilityProxy.sol";
import {TestKit, Vm} from "./TestKit.sol";

/// @dev A logic contract with an `admin()` of its own, which only non-admins may see.
contract Logic {
    uint256 public value;

    function setValue(uint256 newValue) external payable {
        require(newValue != 13, "Logic: unlucky");
        value = newValue;
    }

    function admin() external pure returns (address) {
        return address(0x106);
    }
}

contract NextLogic is Logic {
    function doubled() external view returns (uint256) {
        return value * 2;
    }
}

contract AdminUpgradeabilityProxyTest is TestKit {
    address private constant ADMIN = address(0xAD);
    bytes32 private constant ADMIN_SLOT = bytes32(uint256(keccak256("eip1967.proxy.admin")) - 1);
    bytes32 private constant IMPLEMENTATION_SLOT = bytes32(uint256(keccak256("eip1967.proxy.implementation")) - 1);

    Logic private logic;
    AdminUpgradeabilityProxy private proxy;

    function setUp() public {
        logic = new Logic();
        proxy = new AdminUpgradeabilityProxy(address(logic), ADMIN, abi.encodeCall(Logic.setValue, (5)));
    }

    function test_keepsAdminAndLogicInTheStandardSlots() public view {
        assertEq(vm.load(address(proxy), ADMIN_SLOT), bytes32(uint256(uint160(ADMIN))), "admin");
        assertEq(vm.load(address(proxy), IMPLEMENTATION_SLOT), bytes32(uint256(uint160(address(logic)))), "logic");
    }

    function test_theAdminSeesTheProxyOnly() public {
        vm.prank(ADMIN);
        assertEq(proxy.admin(), ADMIN, "admin");
        vm.prank(ADMIN);
        assertEq(proxy.implementation(), address(logic), "implementation");
        vm.prank(ADMIN);
        expectRevertText("Cannot call fallback function from the proxy admin");
        Logic(address(proxy)).value();
    }

    function test_othersSeeTheLogicOnly() public {
        assertEq(Logic(address(proxy)).value(), 5, "initialised by the constructor");
        assertEq(proxy.admin(), address(0x106), "the logic contract's own admin()");
        vm.expectRevert();
        proxy.implementation();
        vm.expectRevert();
        proxy.upgradeTo(address(logic));
        vm.expectRevert();
        proxy.changeAdmin(address(this));
    }

    function testFuzz_passesDataValueAndRevertsThrough(uint256 value, uint64 sent) public {
        vm.assume(value != 13);
        Logic(address(proxy)).setValue{value: sent}(value);
        assertEq(Logic(address(proxy)).value(), value, "value");
        assertEq(address(proxy).balance, sent, "balance");
        expectRevertText("Logic: unlucky");
        Logic(address(proxy)).setValue(13);
    }

    function test_anUpgradeKeepsTheState() public {
        NextLogic next = new NextLogic();
        vm.recordLogs();
        vm.prank(ADMIN);
        proxy.upgradeTo(address(next));
        Vm.Log memory log = onlyLog();
        assertEq(log.topics[0], keccak256("Upgraded(address)"), "event");
        assertEq(log.topics[1], bytes32(uint256(uint160(address(next)))), "implementation");
        assertEq(NextLogic(address(proxy)).doubled(), 10, "state");
    }

    function test_upgradesAndCallsInOneTransaction() public {
        NextLogic next = new NextLogic();
        vm.prank(ADMIN);
        proxy.upgradeToAndCall(address(next), abi.encodeCall(Logic.setValue, (21)));
        assertEq(NextLogic(address(proxy)).doubled(), 42, "state");
        vm.prank(ADMIN);
        expectRevertText("Logic: unlucky");
        proxy.upgradeToAndCall(address(next), abi.encodeCall(Logic.setValue, (13)));
    }

    function test_refusesLogicWithoutCode() public {
        vm.prank(ADMIN);
        expectRevertText("Cannot set a proxy implementation to a non-contract address");
        proxy.upgradeTo(address(0x1234));
        expectRevertText("Cannot set a proxy implementation to a non-contract address");
        new AdminUpgradeabilityProxy(address(0x1234), ADMIN, "");
    }

    function test_changesTheAdmin() public {
        vm.recordLogs();
        vm.prank(ADMIN);
        proxy.changeAdmin(address(0xB0B));
        Vm.Log memory log = onlyLog();
        assertEq(log.topics[0], keccak256("AdminChanged(address,address)"), "event");
        assertEq(log.data, abi.encode(ADMIN, address(0xB0B)), "event data");
        vm.prank(address(0xB0B));
        assertEq(proxy.admin(), address(0xB0B), "new admin");
        assertEq(Logic(address(proxy)).value(), 5, "test contract still reaches the logic");
        vm.prank(address(0xB0B));
        expectRevertText("Cannot change the admin of a proxy to the zero address");
        proxy.changeAdmin(address(0));
    }
}
