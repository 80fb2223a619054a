// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {EntityManager} from "../src/data/EntityManager.sol";
import {AdminUpgradeabilityProxy} from "../src/proxy/AdminUpgradeabilityProxy.sol";
import {TestKit, Vm} from "./TestKit.sol";

contract EntityManagerTest is TestKit {
    bytes32 private constant TYPEHASH = 0x9a6b44fb0f3210845b6e72f755bb82d1f6412455a75ca6fe91fda8b1c35f44ee;
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    address private constant VERIFIER = address(0xBEEF);
    uint256 private constant KEY = 1;

    struct Request {
        uint256 userId;
        string entityType;
        uint256 entityId;
        string action;
        string metadata;
        bytes32 nonce;
    }

    EntityManager private manager;

    function setUp() public {
        bytes memory init = abi.encodeCall(EntityManager.initialize, (VERIFIER, 1337));
        manager =
            EntityManager(address(new AdminUpgradeabilityProxy(address(new EntityManager()), address(0xAD), init)));
    }

    function test_emitsTheRecoveredSignerWithMetadataBeforeAction() public {
        Request memory request = save();
        vm.recordLogs();
        submit(request, signed(KEY, request));
        Vm.Log memory log = onlyLog();
        assertEq(log.topics.length, 1, "nothing is indexed");
        assertEq(
            log.topics[0], keccak256("ManageEntity(uint256,address,string,uint256,string,string)"), "event signature"
        );
        assertEq(log.emitter, address(manager), "the proxy emits");
        assertEq(
            log.data,
            abi.encode(
                request.userId, vm.addr(KEY), request.entityType, request.entityId, request.metadata, request.action
            ),
            "event data"
        );
    }

    function testFuzz_recoversWhoeverSigned(uint256 key, Request memory request) public {
        key = 1 + key % (ORDER - 1);
        vm.recordLogs();
        submit(request, signed(key, request));
        (, address signer,,,,) = abi.decode(onlyLog().data, (uint256, address, string, uint256, string, string));
        assertEq(signer, vm.addr(key), "signer");
        assertEq(used(digest(request), signer) ? 1 : 0, 1, "marked as used");
    }

    function testFuzz_refusesTheSameRequestTwice(Request memory request) public {
        bytes memory signature = signed(KEY, request);
        submit(request, signature);
        expectRevertText("Signature not unique");
        submit(request, signature);
    }

    function testFuzz_refusesSignaturesOfAnotherLength(bytes memory signature) public {
        vm.assume(signature.length != 65);
        expectRevertText("Signer cannot be contract creation address");
        submit(save(), signature);
    }

    function testFuzz_refusesRecoveryIdsOtherThan27And28(uint8 v) public {
        vm.assume(v != 27 && v != 28);
        (, bytes32 r, bytes32 s) = vm.sign(KEY, digest(save()));
        expectRevertText("Signer cannot be contract creation address");
        submit(save(), abi.encodePacked(r, s, v));
    }

    function test_refusesTheMalleableTwin() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(save()));
        expectRevertText("Signer cannot be contract creation address");
        submit(save(), abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_refusesAValidSignatureWithABytePutBehind() public {
        bytes memory longer = abi.encodePacked(signed(KEY, save()), bytes1(0));
        expectRevertText("Signer cannot be contract creation address");
        submit(save(), longer);
    }

    function test_takesTheLargestCanonicalS() public {
        bytes32 r = 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798;
        bytes32 s = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
        address signer = ecrecover(digest(save()), 27, r, s);
        submit(save(), abi.encodePacked(r, s, uint8(27)));
        require(used(digest(save()), signer), "taken");
    }

    function test_initializesOnce() public {
        expectRevertText("Contract instance has already been initialized");
        manager.initialize(VERIFIER, 1);
        EntityManager bare = new EntityManager();
        expectRevertText("Must provide verifier address");
        bare.initialize(address(0), 1);
        bare.initialize(VERIFIER, 1);
    }

    function test_onlyTheVerifierMarksUsersAsVerified() public {
        expectRevertText("Invalid verifier");
        manager.manageIsVerified(7, true);
        vm.recordLogs();
        vm.prank(VERIFIER);
        manager.manageIsVerified(7, true);
        Vm.Log memory log = onlyLog();
        assertEq(log.topics[0], keccak256("ManageIsVerified(uint256,bool)"), "event signature");
        assertEq(log.data, abi.encode(7, true), "event data");
    }

    function save() private pure returns (Request memory) {
        return Request(1, "Track", 2, "Save", "", bytes32(uint256(0x11)));
    }

    function submit(Request memory request, bytes memory signature) private {
        manager.manageEntity(
            request.userId,
            request.entityType,
            request.entityId,
            request.action,
            request.metadata,
            request.nonce,
            signature
        );
    }

    function used(bytes32 requestDigest, address signer) private view returns (bool) {
        return manager.usedSignatures(keccak256(abi.encode(requestDigest, signer)));
    }

    function signed(uint256 key, Request memory request) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest(request));
        return abi.encodePacked(r, s, v);
    }

    function digest(Request memory request) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Entity Manager"),
                keccak256("1"),
                1337,
                address(manager)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                TYPEHASH,
                request.userId,
                keccak256(bytes(request.entityType)),
                request.entityId,
                keccak256(bytes(request.action)),
                keccak256(bytes(request.metadata)),
                request.nonce
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, structHash));
    }
}
