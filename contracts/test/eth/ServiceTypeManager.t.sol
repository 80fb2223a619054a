// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ServiceTypeManager} from "../../src/eth/ServiceTypeManager.sol";
import {EthSide} from "./EthSide.sol";

contract ServiceTypeManagerTest is EthSide {
    address private constant STRANGER = address(0x3333);
    bytes32 private constant NEW_TYPE = "new-node";

    function test_initializesOnceUnderGovernance() public {
        assertInitializedOnce(
            address(serviceTypes), abi.encodeCall(ServiceTypeManager.initialize, (address(governance)))
        );
        assertReverts(
            address(new ServiceTypeManager()),
            abi.encodeCall(ServiceTypeManager.initialize, (STRANGER)),
            "ServiceTypeManager: _governanceAddress is not a valid governance contract"
        );
    }

    function test_answersNothingUninitialized() public {
        address bare = address(new ServiceTypeManager());
        bytes[12] memory calls = [
            abi.encodeCall(ServiceTypeManager.setGovernanceAddress, (STRANGER)),
            abi.encodeCall(ServiceTypeManager.addServiceType, (NEW_TYPE, 1, 2)),
            abi.encodeCall(ServiceTypeManager.removeServiceType, (NEW_TYPE)),
            abi.encodeCall(ServiceTypeManager.setServiceVersion, (NEW_TYPE, "1")),
            abi.encodeCall(ServiceTypeManager.getServiceTypeInfo, (NEW_TYPE)),
            abi.encodeCall(ServiceTypeManager.serviceTypeIsValid, (NEW_TYPE)),
            abi.encodeCall(ServiceTypeManager.getValidServiceTypes, ()),
            abi.encodeCall(ServiceTypeManager.getCurrentVersion, (NEW_TYPE)),
            abi.encodeCall(ServiceTypeManager.getVersion, (NEW_TYPE, 0)),
            abi.encodeCall(ServiceTypeManager.getNumberOfVersions, (NEW_TYPE)),
            abi.encodeCall(ServiceTypeManager.serviceVersionIsValid, (NEW_TYPE, "1")),
            abi.encodeCall(ServiceTypeManager.getGovernanceAddress, ())
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            assertUninitialized(bare, calls[i]);
        }
    }

    function test_onlyGovernanceChanges() public {
        bytes[4] memory calls = [
            abi.encodeCall(ServiceTypeManager.setGovernanceAddress, (address(governance))),
            abi.encodeCall(ServiceTypeManager.addServiceType, (NEW_TYPE, 1, 2)),
            abi.encodeCall(ServiceTypeManager.removeServiceType, (CONTENT_NODE)),
            abi.encodeCall(ServiceTypeManager.setServiceVersion, (CONTENT_NODE, "1"))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            refused(
                STRANGER, address(serviceTypes), calls[i], "ServiceTypeManager: Only callable by Governance contract"
            );
        }
    }

    function test_handsOverSilentlyToGovernanceContractsOnly() public {
        refused(
            address(governance),
            address(serviceTypes),
            abi.encodeCall(ServiceTypeManager.setGovernanceAddress, (STRANGER)),
            "ServiceTypeManager: _governanceAddress is not a valid governance contract"
        );
        vm.recordLogs();
        asGovernance(abi.encodeCall(ServiceTypeManager.setGovernanceAddress, (address(governance))));
        assertEq(vm.getRecordedLogs().length, 0, "no event");
        assertEq(serviceTypes.getGovernanceAddress(), address(governance), "governance");
    }

    function test_addsAType() public {
        vm.recordLogs();
        asGovernance(abi.encodeCall(ServiceTypeManager.addServiceType, (NEW_TYPE, 0, 7)));
        emitted(
            address(serviceTypes),
            "ServiceTypeAdded(bytes32,uint256,uint256)",
            words(NEW_TYPE, word(uint256(0)), word(7)),
            ""
        );
        assertInfo(NEW_TYPE, true, 0, 7);
        bytes32[] memory types = serviceTypes.getValidServiceTypes();
        assertEq(types.length, 3, "types");
        assertEq(types[2], NEW_TYPE, "last type");
        require(serviceTypes.serviceTypeIsValid(NEW_TYPE), "valid");
    }

    function test_addsATypeOnceAndWithRoom() public {
        governanceRefused(
            abi.encodeCall(ServiceTypeManager.addServiceType, (CONTENT_NODE, 1, 1)),
            "ServiceTypeManager: Already known service type"
        );
        governanceRefused(
            abi.encodeCall(ServiceTypeManager.addServiceType, (NEW_TYPE, 2, 2)),
            "ServiceTypeManager: Max stake must be non-zero and greater than min stake"
        );
        asGovernance(abi.encodeCall(ServiceTypeManager.removeServiceType, (CONTENT_NODE)));
        governanceRefused(
            abi.encodeCall(ServiceTypeManager.addServiceType, (CONTENT_NODE, 2, 2)),
            "ServiceTypeManager: Max stake must be non-zero and greater than min stake"
        );
        governanceRefused(
            abi.encodeCall(ServiceTypeManager.addServiceType, (CONTENT_NODE, 1, 2)),
            "ServiceTypeManager: Cannot re-add serviceType after it was removed."
        );
    }

    function test_removesATypeButNotItsBounds() public {
        vm.recordLogs();
        asGovernance(abi.encodeCall(ServiceTypeManager.removeServiceType, (CONTENT_NODE)));
        emitted(address(serviceTypes), "ServiceTypeRemoved(bytes32)", words(CONTENT_NODE), "");
        assertInfo(CONTENT_NODE, false, MIN_STAKE, MAX_CONTENT_STAKE);
        require(!serviceTypes.serviceTypeIsValid(CONTENT_NODE), "no longer valid");
        bytes32[] memory types = serviceTypes.getValidServiceTypes();
        assertEq(types.length, 1, "types");
        assertEq(types[0], DISCOVERY_NODE, "the other");
        string memory notFound = "ServiceTypeManager: Invalid service type, not found";
        governanceRefused(abi.encodeCall(ServiceTypeManager.removeServiceType, (CONTENT_NODE)), notFound);
        governanceRefused(abi.encodeCall(ServiceTypeManager.removeServiceType, (NEW_TYPE)), notFound);
    }

    function test_keepsTheVersionsOfAType() public {
        string memory none = "ServiceTypeManager: No registered version of serviceType";
        address target = address(serviceTypes);
        assertReverts(target, abi.encodeCall(ServiceTypeManager.getCurrentVersion, (CONTENT_NODE)), none);
        vm.recordLogs();
        asGovernance(abi.encodeCall(ServiceTypeManager.setServiceVersion, (CONTENT_NODE, "1")));
        emitted(target, "SetServiceVersion(bytes32,bytes32)", words(CONTENT_NODE, "1"), "");
        asGovernance(abi.encodeCall(ServiceTypeManager.setServiceVersion, (CONTENT_NODE, "2")));
        assertEq(serviceTypes.getNumberOfVersions(CONTENT_NODE), 2, "versions");
        assertEq(serviceTypes.getVersion(CONTENT_NODE, 0), "1", "first");
        assertEq(serviceTypes.getVersion(CONTENT_NODE, 1), "2", "second");
        assertEq(serviceTypes.getCurrentVersion(CONTENT_NODE), "2", "current");
        assertReverts(target, abi.encodeCall(ServiceTypeManager.getVersion, (CONTENT_NODE, 2)), none);
        require(serviceTypes.serviceVersionIsValid(CONTENT_NODE, "1"), "known");
        require(!serviceTypes.serviceVersionIsValid(DISCOVERY_NODE, "1"), "of its type only");
        assertEq(serviceTypes.getNumberOfVersions(DISCOVERY_NODE), 0, "of another type");
    }

    function test_takesNewVersionsOfValidTypes() public {
        governanceRefused(
            abi.encodeCall(ServiceTypeManager.setServiceVersion, (NEW_TYPE, "1")),
            "ServiceTypeManager: Invalid service type"
        );
        asGovernance(abi.encodeCall(ServiceTypeManager.setServiceVersion, (CONTENT_NODE, "1")));
        governanceRefused(
            abi.encodeCall(ServiceTypeManager.setServiceVersion, (CONTENT_NODE, "1")),
            "ServiceTypeManager: Already registered"
        );
    }

    function asGovernance(bytes memory call) private {
        vm.prank(address(governance));
        (bool success,) = address(serviceTypes).call(call);
        require(success, "call of governance");
    }

    function governanceRefused(bytes memory call, string memory text) private {
        refused(address(governance), address(serviceTypes), call, text);
    }

    function assertInfo(bytes32 serviceType, bool isValid, uint256 min, uint256 max) private view {
        (bool actualValid, uint256 actualMin, uint256 actualMax) = serviceTypes.getServiceTypeInfo(serviceType);
        require(actualValid == isValid, "valid");
        assertEq(actualMin, min, "min");
        assertEq(actualMax, max, "max");
    }
}
