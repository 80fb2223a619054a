// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Registry} from "../../src/eth/Registry.sol";
import {EthKit} from "./EthKit.sol";

contract RegistryTest is EthKit {
    string private constant NOT_OWNER = "Ownable: caller is not the owner";
    bytes32 private constant NAME = "Token";
    address private constant FIRST = address(0xF1);
    address private constant SECOND = address(0xF2);
    address private constant BOB = address(0xB0B);

    Registry private registry;

    function setUp() public {
        registry =
            Registry(behindProxy(address(new Registry()), address(0xAD), abi.encodeCall(Registry.initialize, ())));
    }

    function test_whoDeploysTheProxyIsTheOwner() public {
        assertEq(registry.owner(), address(this), "owner");
        require(registry.isOwner(), "isOwner for the owner");
        vm.prank(BOB);
        require(!registry.isOwner(), "isOwner for others");
    }

    function test_initializesOnce() public {
        assertInitializedOnce(address(registry), abi.encodeCall(Registry.initialize, ()));
        Registry bare = new Registry();
        vm.recordLogs();
        bare.initialize();
        assertLog(
            onlyLog(),
            address(bare),
            "OwnershipTransferred(address,address)",
            words(word(address(0)), word(address(this))),
            ""
        );
    }

    function test_readsNothingBeforeInitialization() public {
        address bare = address(new Registry());
        assertUninitialized(bare, abi.encodeWithSignature("getContract(bytes32)", NAME));
        assertUninitialized(bare, abi.encodeWithSignature("getContract(bytes32,uint256)", NAME, 1));
        assertUninitialized(bare, abi.encodeCall(Registry.getContractVersionCount, (NAME)));
        assertUninitialized(bare, abi.encodeCall(Registry.owner, ()));
        assertUninitialized(bare, abi.encodeCall(Registry.isOwner, ()));
    }

    function testFuzz_onlyTheOwnerChangesAnything(address caller) public {
        vm.assume(caller != address(this));
        assertOnlyOwner(registry, caller);
    }

    function test_theOwnerIsAskedForBeforeInitialization() public {
        assertOnlyOwner(new Registry(), BOB);
    }

    function testFuzz_addContract(bytes32 name, address target) public {
        vm.assume(target != address(0));
        vm.recordLogs();
        registry.addContract(name, target);
        assertLog(onlyLog(), address(registry), "ContractAdded(bytes32,address)", words(name, word(target)), "");
        assertEq(registry.getContract(name), target, "getContract");
        assertEq(registry.getContractVersionCount(name), 1, "getContractVersionCount");
    }

    function test_addContractRefusesTakenNamesAndTheZeroAddress() public {
        registry.addContract(NAME, FIRST);
        expectRevertText("Registry: Contract already registered with given name.");
        registry.addContract(NAME, address(0));
        expectRevertText("Registry: Cannot register zero address.");
        registry.addContract("Other", address(0));
    }

    function test_upgradeContract() public {
        registry.addContract(NAME, FIRST);
        vm.recordLogs();
        registry.upgradeContract(NAME, SECOND);
        assertLog(
            onlyLog(),
            address(registry),
            "ContractUpgraded(bytes32,address,address)",
            words(NAME, word(FIRST), word(SECOND)),
            ""
        );
        assertEq(registry.getContract(NAME), SECOND, "getContract");
    }

    function test_upgradeContractRefusesUnknownNamesAndTheZeroAddress() public {
        expectRevertText("Registry: Cannot upgrade - no contract registered with given _name.");
        registry.upgradeContract(NAME, address(0));
        registry.addContract(NAME, FIRST);
        expectRevertText("Registry: Cannot upgrade - cannot register zero address.");
        registry.upgradeContract(NAME, address(0));
    }

    function test_removeContract() public {
        expectRevertText("Registry: Cannot remove - no contract registered with given _name.");
        registry.removeContract(NAME);
        registry.addContract(NAME, FIRST);
        vm.recordLogs();
        registry.removeContract(NAME);
        assertLog(onlyLog(), address(registry), "ContractRemoved(bytes32,address)", words(NAME, word(FIRST)), "");
        assertEq(registry.getContract(NAME), address(0), "getContract");
        expectRevertText("Registry: Cannot remove - no contract registered with given _name.");
        registry.removeContract(NAME);
    }

    function test_keepsTheHistoryOfAName() public {
        registry.addContract(NAME, FIRST);
        registry.upgradeContract(NAME, SECOND);
        registry.removeContract(NAME);
        registry.addContract(NAME, FIRST);
        assertEq(registry.getContractVersionCount(NAME), 4, "getContractVersionCount");
        assertEq(registry.getContract(NAME, 1), FIRST, "added");
        assertEq(registry.getContract(NAME, 2), SECOND, "upgraded");
        assertEq(registry.getContract(NAME, 3), address(0), "removed");
        assertEq(registry.getContract(NAME, 4), FIRST, "added again");
    }

    function testFuzz_getContractRefusesOtherVersions(uint256 version) public {
        vm.assume(version != 1);
        registry.addContract(NAME, FIRST);
        expectRevertText("Registry: Index out of range _version.");
        registry.getContract(NAME, version);
    }

    function test_transferOwnership() public {
        expectRevertText("Ownable: new owner is the zero address");
        registry.transferOwnership(address(0));
        vm.recordLogs();
        registry.transferOwnership(BOB);
        assertLog(
            onlyLog(),
            address(registry),
            "OwnershipTransferred(address,address)",
            words(word(address(this)), word(BOB)),
            ""
        );
        assertEq(registry.owner(), BOB, "owner");
        assertOnlyOwner(registry, address(this));
    }

    function test_renounceOwnership() public {
        vm.recordLogs();
        registry.renounceOwnership();
        assertLog(
            onlyLog(),
            address(registry),
            "OwnershipTransferred(address,address)",
            words(word(address(this)), word(address(0))),
            ""
        );
        assertEq(registry.owner(), address(0), "owner");
        assertOnlyOwner(registry, address(this));
        assertInitializedOnce(address(registry), abi.encodeCall(Registry.initialize, ()));
    }

    function assertOnlyOwner(Registry target, address caller) private {
        vm.prank(caller);
        expectRevertText(NOT_OWNER);
        target.addContract(NAME, FIRST);
        vm.prank(caller);
        expectRevertText(NOT_OWNER);
        target.upgradeContract(NAME, FIRST);
        vm.prank(caller);
        expectRevertText(NOT_OWNER);
        target.removeContract(NAME);
        vm.prank(caller);
        expectRevertText(NOT_OWNER);
        target.transferOwnership(caller);
        vm.prank(caller);
        expectRevertText(NOT_OWNER);
        target.renounceOwnership();
    }
}
