// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AudiusAdminUpgradeabilityProxy} from "../src/proxy/AudiusAdminUpgradeabilityProxy.sol";
import {TestKit, Vm} from "./TestKit.sol";

/// @dev A logic contract whose names clash with the proxy's.
contract ShadowedLogic {
    uint256 public value;

    function setValue(uint256 newValue) external payable {
        require(newValue != 13, "ShadowedLogic: unlucky");
        value = newValue;
    }

    function callAgain(address target, bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory answer) = target.call(data);
        require(success, "ShadowedLogic: nested call failed");
        return answer;
    }

    function implementation() external pure returns (address) {
        return address(0xBAD);
    }

    function getAudiusProxyAdminAddress() external pure returns (address) {
        return address(0xBAD);
    }

    function upgradeTo(address) external {
        value = 666;
    }

    function setAudiusProxyAdminAddress(address) external {
        value = 666;
    }

    receive() external payable {}
}

/// @dev Takes no value without a call.
contract PennilessLogic {
    fallback() external {
        revert("PennilessLogic: no call");
    }
}

contract NextShadowedLogic is ShadowedLogic {
    function doubled() external view returns (uint256) {
        return value * 2;
    }
}

contract AudiusAdminUpgradeabilityProxyTest is TestKit {
    string private constant NOT_ADMIN = "AudiusAdminUpgradeabilityProxy: Caller must be current proxy admin";
    address private constant ADMIN = address(0xAD);

    ShadowedLogic private logic;
    AudiusAdminUpgradeabilityProxy private proxy;
    ShadowedLogic private proxied;

    function setUp() public {
        logic = new ShadowedLogic();
        proxy = new AudiusAdminUpgradeabilityProxy(address(logic), ADMIN, abi.encodeCall(ShadowedLogic.setValue, (5)));
        proxied = ShadowedLogic(payable(address(proxy)));
    }

    function test_theConstructorInitializesAndEmitsNothing() public {
        vm.recordLogs();
        AudiusAdminUpgradeabilityProxy created = new AudiusAdminUpgradeabilityProxy{value: 3}(
            address(logic), ADMIN, abi.encodeCall(ShadowedLogic.setValue, (7))
        );
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        assertEq(ShadowedLogic(payable(address(created))).value(), 7, "initialised");
        assertEq(address(created).balance, 3, "value passed on");
        assertEq(logic.value(), 0, "the logic contract's own state");
    }

    function test_valueWithoutACallReachesTheLogic() public {
        vm.deal(address(this), 3);
        (bool success,) = address(proxy).call{value: 3}("");
        require(success, "taken");
        address refusing = address(new AudiusAdminUpgradeabilityProxy(address(new PennilessLogic()), ADMIN, ""));
        vm.deal(address(this), 3);
        (success,) = refusing.call{value: 3}("");
        require(!success, "refused");
    }

    function test_theConstructorMayLeaveTheLogicAlone() public {
        AudiusAdminUpgradeabilityProxy created = new AudiusAdminUpgradeabilityProxy(address(logic), ADMIN, "");
        assertEq(ShadowedLogic(payable(address(created))).value(), 0, "untouched");
    }

    function test_aFailingInitializationRevertsWithoutAReason() public {
        bytes memory initialization = abi.encodeCall(ShadowedLogic.setValue, (13));
        try new AudiusAdminUpgradeabilityProxy(address(logic), ADMIN, initialization) {
            revert("was deployed");
        } catch (bytes memory reason) {
            assertEq(reason.length, 0, "reason");
        }
    }

    function test_refusesLogicWithoutCode() public {
        vm.expectRevert();
        new AudiusAdminUpgradeabilityProxy(address(0x1234), ADMIN, "");
        vm.prank(ADMIN);
        vm.expectRevert();
        proxy.upgradeTo(address(0x1234));
        assertEq(proxy.implementation(), address(logic), "implementation");
    }

    function testFuzz_everybodyReadsTheProxyAndNobodyItsShadow(address reader) public {
        vm.prank(reader);
        assertEq(proxy.implementation(), address(logic), "implementation()");
        vm.prank(reader);
        assertEq(proxy.getAudiusProxyAdminAddress(), ADMIN, "getAudiusProxyAdminAddress()");
    }

    function test_theAdminIsShadowedTooButReachesTheRest() public {
        NextShadowedLogic next = new NextShadowedLogic();
        vm.prank(ADMIN);
        proxy.upgradeTo(address(next));
        assertEq(proxied.value(), 5, "upgradeTo of the logic contract never ran");
        vm.prank(ADMIN);
        proxy.setAudiusProxyAdminAddress(address(0xB0B));
        assertEq(proxied.value(), 5, "setAudiusProxyAdminAddress of the logic contract never ran");
        vm.prank(address(0xB0B));
        proxied.setValue(8);
        assertEq(proxied.value(), 8, "the admin calls the logic contract");
    }

    function testFuzz_onlyTheAdminChangesTheProxy(address caller) public {
        vm.assume(caller != ADMIN);
        vm.prank(caller);
        expectRevertText(NOT_ADMIN);
        proxy.upgradeTo(address(logic));
        vm.prank(caller);
        expectRevertText(NOT_ADMIN);
        proxy.setAudiusProxyAdminAddress(caller);
    }

    function test_upgradeToKeepsTheStateAndEmitsUpgraded() public {
        NextShadowedLogic next = new NextShadowedLogic();
        vm.recordLogs();
        vm.prank(ADMIN);
        proxy.upgradeTo(address(next));
        assertLog(onlyLog(), address(proxy), "Upgraded(address)", words(word(address(next))), "");
        assertEq(proxy.implementation(), address(next), "implementation");
        assertEq(NextShadowedLogic(payable(address(proxy))).doubled(), 10, "state");
    }

    function test_setAudiusProxyAdminAddressEmitsNothing() public {
        vm.recordLogs();
        vm.prank(ADMIN);
        proxy.setAudiusProxyAdminAddress(address(0xB0B));
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        assertEq(proxy.getAudiusProxyAdminAddress(), address(0xB0B), "admin");
        vm.prank(ADMIN);
        expectRevertText(NOT_ADMIN);
        proxy.upgradeTo(address(logic));
    }

    function test_theZeroAdminEndsAllUpgrades() public {
        vm.prank(ADMIN);
        proxy.setAudiusProxyAdminAddress(address(0));
        vm.prank(ADMIN);
        expectRevertText(NOT_ADMIN);
        proxy.setAudiusProxyAdminAddress(ADMIN);
    }

    function testFuzz_passesDataValueAndRevertsThrough(uint256 value, uint64 sent) public {
        vm.assume(value != 13);
        proxied.setValue{value: sent}(value);
        assertEq(proxied.value(), value, "value");
        assertEq(address(proxy).balance, sent, "balance");
        expectRevertText("ShadowedLogic: unlucky");
        proxied.setValue(13);
    }

    function test_takesPlainPaymentsAsTheLogicDoes() public {
        (bool success,) = address(proxy).call{value: 4}("");
        require(success, "payment refused");
        assertEq(address(proxy).balance, 4, "balance");
    }

    function test_aLogicContractCannotUpgradeItselfThroughItsProxy() public {
        expectRevertText("ShadowedLogic: nested call failed");
        proxied.callAgain(address(proxy), abi.encodeCall(AudiusAdminUpgradeabilityProxy.upgradeTo, (address(logic))));
    }

    function test_aProxyThatIsItsOwnAdminUpgradesThroughItself() public {
        AudiusAdminUpgradeabilityProxy own = new AudiusAdminUpgradeabilityProxy(address(logic), ADMIN, "");
        vm.prank(ADMIN);
        own.setAudiusProxyAdminAddress(address(own));
        NextShadowedLogic next = new NextShadowedLogic();
        ShadowedLogic(payable(address(own)))
            .callAgain(address(own), abi.encodeCall(AudiusAdminUpgradeabilityProxy.upgradeTo, (address(next))));
        assertEq(own.implementation(), address(next), "implementation");
    }
}
