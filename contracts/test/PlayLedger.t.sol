// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {PlayLedger} from "../src/data/PlayLedger.sol";
import {AdminUpgradeabilityProxy} from "../src/proxy/AdminUpgradeabilityProxy.sol";
import {TestKit, Vm} from "./TestKit.sol";

contract PlayLedgerTest is TestKit {
    address private constant RECORDER = address(0xCAFE);
    PlayLedger private ledger;

    function setUp() public {
        bytes memory init = abi.encodeCall(PlayLedger.initialize, (address(this)));
        ledger = PlayLedger(address(new AdminUpgradeabilityProxy(address(new PlayLedger()), address(0xAD), init)));
        ledger.setRecorder(RECORDER, true);
    }

    function testFuzz_emitsTheBatchAsGiven(bytes32 batchId, uint64[] memory tracks, uint64 user, uint64 time) public {
        vm.assume(tracks.length > 0 && tracks.length <= 500);
        uint256[] memory plays = new uint256[](tracks.length);
        for (uint256 i = 0; i < tracks.length; i++) {
            plays[i] = play(user, tracks[i] == 0 ? 1 : tracks[i], time);
        }
        vm.recordLogs();
        record(RECORDER, batchId, plays);
        Vm.Log memory log = onlyLog();
        assertEq(log.topics[0], keccak256("PlaysRecorded(address,bytes32,uint256[])"), "event signature");
        assertEq(log.topics[1], bytes32(uint256(uint160(RECORDER))), "recorder");
        assertEq(log.topics[2], batchId, "batch");
        assertEq(log.data, abi.encode(plays), "plays");
    }

    function test_onlyAllowedRecordersRecord() public {
        expectRevertText("PlayLedger: caller is not a recorder");
        ledger.recordPlays(bytes32(0), plain(1));
        ledger.setRecorder(RECORDER, false);
        expectRevertText("PlayLedger: caller is not a recorder");
        record(RECORDER, bytes32(0), plain(1));
    }

    function test_takesABatchOncePerRecorder() public {
        address other = address(0xF00D);
        ledger.setRecorder(other, true);
        record(RECORDER, bytes32(uint256(1)), plain(1));
        require(ledger.recordedBatches(RECORDER, bytes32(uint256(1))), "remembered");
        require(!ledger.recordedBatches(other, bytes32(uint256(1))), "per recorder");
        record(other, bytes32(uint256(1)), plain(1));
        expectRevertText("PlayLedger: batch already recorded");
        record(RECORDER, bytes32(uint256(1)), plain(1));
    }

    function test_boundsTheBatch() public {
        expectRevertText("PlayLedger: batch is empty");
        record(RECORDER, bytes32(0), plain(0));
        assertEq(ledger.MAX_BATCH_SIZE(), 500, "the bound");
        expectRevertText("PlayLedger: batch is too large");
        record(RECORDER, bytes32(0), plain(501));
        record(RECORDER, bytes32(0), plain(500));
    }

    function testFuzz_refusesWordsWithHighBits(uint64 high, uint256 low) public {
        vm.assume(high != 0);
        uint256[] memory plays = plain(2);
        plays[1] = (uint256(high) << 192) | (low >> 64) | (1 << 64);
        expectRevertText("PlayLedger: play has bits above the user id");
        record(RECORDER, bytes32(0), plays);
    }

    function test_refusesAPlayWithoutATrack() public {
        uint256[] memory plays = plain(1);
        plays[0] = play(9, 0, 1_700_000_000);
        expectRevertText("PlayLedger: play without a track");
        record(RECORDER, bytes32(0), plays);
    }

    function test_allowsRecordersAndSaysSo() public {
        address other = address(0xF00D);
        vm.recordLogs();
        ledger.setRecorder(other, true);
        Vm.Log memory log = onlyLog();
        assertEq(log.topics[0], keccak256("RecorderSet(address,bool)"), "event signature");
        assertEq(log.topics[1], bytes32(uint256(uint160(other))), "recorder");
        assertEq(log.data, abi.encode(true), "allowed");
        require(ledger.isRecorder(other), "allowed");
        ledger.setRecorder(other, false);
        require(!ledger.isRecorder(other), "no longer allowed");
    }

    function test_onlyTheOwnerAllowsRecorders() public {
        vm.prank(RECORDER);
        expectRevertText("PlayLedger: caller is not the owner");
        ledger.setRecorder(RECORDER, true);
        expectRevertText("PlayLedger: recorder is the zero address");
        ledger.setRecorder(address(0), true);
    }

    function test_ownershipMovesAsAWhole() public {
        address former = ledger.owner();
        vm.recordLogs();
        ledger.transferOwnership(RECORDER);
        bytes32[] memory indexed_ = words(word(former), word(RECORDER));
        assertLog(onlyLog(), address(ledger), "OwnershipTransferred(address,address)", indexed_, "");
        assertEq(ledger.owner(), RECORDER, "owner");
        expectRevertText("PlayLedger: caller is not the owner");
        ledger.transferOwnership(former);
        expectRevertText("PlayLedger: caller is not the owner");
        ledger.setRecorder(RECORDER, true);
        vm.prank(RECORDER);
        expectRevertText("PlayLedger: owner is the zero address");
        ledger.transferOwnership(address(0));
    }

    function test_initializesOnce() public {
        expectRevertText("PlayLedger: already initialized");
        ledger.initialize(RECORDER);
        PlayLedger bare = new PlayLedger();
        expectRevertText("PlayLedger: owner is the zero address");
        bare.initialize(address(0));
    }

    function record(address sender, bytes32 batchId, uint256[] memory plays) private {
        vm.prank(sender);
        ledger.recordPlays(batchId, plays);
    }

    function plain(uint256 count) private pure returns (uint256[] memory plays) {
        plays = new uint256[](count);
        for (uint256 i = 0; i < count; i++) {
            plays[i] = play(0, uint64(i + 1), 1_700_000_000);
        }
    }

    function play(uint64 user, uint64 track, uint64 time) private pure returns (uint256) {
        return (uint256(user) << 128) | (uint256(track) << 64) | time;
    }
}
