// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ArbitrationParameters} from "../../src/arbitration/ArbitrationParameters.sol";
import {CaseRecords} from "../../src/arbitration/CaseRecords.sol";
import {ArbitratorRegistry} from "../../src/arbitration/ArbitratorRegistry.sol";
import {ContentType} from "../../src/payments/Payments.sol";
import {ArbitrationKit} from "./ArbitrationKit.sol";

/// @dev Everybody about a court, acting at random, too early, too late or not at all.
contract Court is ArbitrationKit {
    uint256 private constant MAX_CASES = 6;

    mapping(uint256 caseId => mapping(uint256 round => mapping(address juror => CaseRecords.Ruling))) private committed;

    address private immutable bailiff;

    constructor() {
        bailiff = msg.sender;
        convene();
    }

    function open(uint256 contentId) external {
        if (arbitration.caseCount() == MAX_CASES) return;
        vm.prank(OPENER);
        try arbitration.openTakedown(ContentType.Track, contentId % 4, CID, URI) {} catch {}
    }

    function oversleep(uint256 blocks) external {
        vm.roll(block.number + blocks % 300);
    }

    /// @dev Brings a case to the next block in which something can be done, and does it.
    function proceed(uint256 caseId) external {
        caseId = anyCase(caseId);
        if (caseId == 0) return;
        CaseRecords.Case memory about = arbitration.getCase(caseId);
        if (about.phase == CaseRecords.Phase.Drawing) rollTo(about.drawBlock + 1);
        if (about.phase == CaseRecords.Phase.Ruled) rollTo(about.appealEnd + 1);
        push(caseId - 1);
    }

    function push(uint256 caseId) public {
        caseId = anyCase(caseId);
        if (caseId == 0) return;
        try arbitration.draw(caseId) {} catch {}
        try arbitration.redraw(caseId) {} catch {}
        try arbitration.rule(caseId) {} catch {}
        try arbitration.execute(caseId) {} catch {}
    }

    function commit(uint256 caseId, uint256 number, bool upheld) public {
        caseId = anyCase(caseId);
        if (caseId == 0) return;
        address juror = arbitratorNumber(number % 10);
        uint256 round = arbitration.getCase(caseId).round;
        CaseRecords.Ruling vote = upheld ? UPHELD : REJECTED;
        vm.prank(juror);
        try arbitration.commitVote(caseId, keccak256(abi.encode(caseId, round, juror, vote, SALT))) {
            committed[caseId][round][juror] = vote;
        } catch {}
    }

    function reveal(uint256 caseId, uint256 number) public {
        caseId = anyCase(caseId);
        if (caseId == 0) return;
        address juror = arbitratorNumber(number % 10);
        CaseRecords.Ruling vote = committed[caseId][arbitration.getCase(caseId).round][juror];
        vm.prank(juror);
        try arbitration.revealVote(caseId, vote, SALT) {} catch {}
    }

    /// @dev A whole vote, since random calls alone seldom meet both windows.
    function holdVote(uint256 caseId, uint256 votes) external {
        caseId = anyCase(caseId);
        if (caseId == 0 || arbitration.getCase(caseId).phase != CaseRecords.Phase.Voting) return;
        for (uint256 i = 0; i < 10; i++) {
            if ((votes >> i) % 8 != 0) commit(caseId - 1, i, (votes >> (i + 20)) % 4 != 0);
        }
        rollTo(roundOf(caseId).commitEnd + 1);
        for (uint256 i = 0; i < 10; i++) {
            if ((votes >> (i + 100)) % 8 != 0) reveal(caseId - 1, i);
        }
        rollTo(roundOf(caseId).revealEnd + 1);
        arbitration.rule(caseId);
    }

    function appealRuling(uint256 caseId) external {
        caseId = anyCase(caseId);
        vm.prank(APPELLANT);
        try arbitration.appeal(caseId) {} catch {}
    }

    function claim(uint256 caseId, uint256 number) external {
        try arbitration.claim(anyCase(caseId), member(number)) {} catch {}
    }

    function stake(uint256 number, uint64 amount) external {
        address account = arbitratorNumber(number % 10);
        token.transfer(account, amount);
        vm.prank(account);
        try arbitrators.stake(amount) {} catch {}
    }

    function unbond(uint256 number, uint256 amount) external {
        address account = arbitratorNumber(number % 10);
        uint256 active = arbitrators.getArbitrator(account).active;
        vm.prank(account);
        try arbitrators.requestUnbond(amount % 2 == 0 ? active : amount % (active + 1)) {} catch {}
    }

    function withdraw(uint256 number) external {
        vm.prank(arbitratorNumber(number % 10));
        try arbitrators.withdraw() {} catch {}
    }

    function fundRewards(uint64 amount) external {
        vm.prank(APPELLANT);
        arbitration.fundRewards(uint256(amount) + 1);
    }

    function changeParameters(uint256 panelSize, uint256 seatStake, uint256 deposit) external {
        setParameter(ArbitrationParameters.Parameter.PanelSize, 1 + 2 * (panelSize % 4));
        setParameter(ArbitrationParameters.Parameter.SeatStake, 1e18 + seatStake % 2_000e18);
        setParameter(ArbitrationParameters.Parameter.CaseDeposit, 1e18 + deposit % 2_000e18);
    }

    /// @dev Without another vote, appeal or stake every case must end; then everybody leaves. At the end of a run only.
    function adjourn() external {
        if (msg.sender != bailiff) return;
        for (uint256 caseId = 1; caseId <= arbitration.caseCount(); caseId++) {
            for (uint256 steps = 0; arbitration.getCase(caseId).phase != CaseRecords.Phase.Ended; steps++) {
                require(steps < 20, "a case does not end");
                vm.roll(block.number + 300);
                push(caseId - 1);
            }
            for (uint256 i = 0; i < 12; i++) {
                try arbitration.claim(caseId, member(i)) {} catch {}
            }
        }
        for (uint256 i = 0; i < 10; i++) {
            depart(arbitratorNumber(i));
        }
        require(arbitrators.seized() == 0, "a penalty was not settled");
        require(token.balanceOf(address(arbitrators)) == 0, "stake is left behind");
        require(token.balanceOf(address(arbitration)) == arbitration.rewardPool(), "money is left behind");
    }

    function requireSolvency() external view {
        uint256 due = arbitration.rewardPool();
        uint256[10] memory locked;
        for (uint256 caseId = 1; caseId <= arbitration.caseCount(); caseId++) {
            CaseRecords.Case memory about = arbitration.getCase(caseId);
            due += about.deposit + about.appealDeposit;
            for (uint256 round = 0; round <= about.round; round++) {
                uint256 seatStake = arbitration.getRound(caseId, round).seatStake;
                for (uint256 i = 0; i < 10; i++) {
                    CaseRecords.Juror memory juror = arbitration.getJuror(caseId, round, arbitratorNumber(i));
                    locked[i] += juror.seats * seatStake;
                    if (juror.vote == about.ruling) due += juror.seats * about.rewardPerSeat;
                }
            }
        }
        require(token.balanceOf(address(arbitration)) == due, "Arbitration holds what it owes");
        uint256 stakes = 0;
        for (uint256 i = 0; i < 10; i++) {
            ArbitratorRegistry.Arbitrator memory arbitrator = arbitrators.getArbitrator(arbitratorNumber(i));
            require(arbitrator.locked == locked[i], "seats are covered by locked stake");
            require(arbitrator.locked <= arbitrator.active + arbitrator.unbonding, "locked stake is there");
            stakes += arbitrator.active + arbitrator.unbonding;
        }
        require(token.balanceOf(address(arbitrators)) + arbitrators.seized() == stakes, "the registry holds the stakes");
    }

    function depart(address account) private {
        uint256 active = arbitrators.getArbitrator(account).active;
        vm.prank(account);
        if (active > 0) arbitrators.requestUnbond(active);
        vm.roll(block.number + UNBONDING_DELAY);
        uint256 due = arbitrators.getArbitrator(account).unbonding;
        uint256 before = token.balanceOf(account);
        vm.prank(account);
        if (due > 0) arbitrators.withdraw();
        require(token.balanceOf(account) - before == due, "stake was not paid out");
    }

    function member(uint256 number) private pure returns (address) {
        number %= 12;
        return number == 10 ? OPENER : number == 11 ? APPELLANT : arbitratorNumber(number);
    }

    function rollTo(uint256 blockNumber) private {
        if (block.number < blockNumber) vm.roll(blockNumber);
    }

    function anyCase(uint256 caseId) private view returns (uint256) {
        uint256 count = arbitration.caseCount();
        return count == 0 ? 0 : 1 + caseId % count;
    }
}

contract ArbitrationInvariantTest is ArbitrationKit {
    Court private court;

    function setUp() public {
        court = new Court();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(court);
    }

    function invariant_everybodyCanBePaid() public view {
        court.requireSolvency();
    }

    function afterInvariant() public {
        court.adjourn();
    }
}

contract CaseLifeTest is ArbitrationKit {
    function setUp() public {
        convene();
    }

    function testFuzz_everyCaseEndsAndPaysOutWhatItTookIn(uint256 seed) public {
        uint256 supply = wealth();
        uint256 id = openTakedown();
        for (uint256 steps = 0; arbitration.getCase(id).phase != CaseRecords.Phase.Ended; steps++) {
            require(steps < 20, "the case does not end");
            seed = uint256(keccak256(abi.encode(seed)));
            step(id, seed);
        }
        for (uint256 i = 0; i < 10; i++) {
            address juror = arbitratorNumber(i);
            try arbitration.claim(id, juror) {} catch {}
            assertEq(arbitrators.getArbitrator(juror).locked, 0, "seats are settled");
        }
        try arbitration.claim(id, OPENER) {} catch {}
        try arbitration.claim(id, APPELLANT) {} catch {}
        assertEq(arbitrators.seized(), 0, "penalties are settled");
        assertEq(token.balanceOf(address(arbitration)), arbitration.rewardPool(), "only the pool is left");
        assertEq(wealth() + arbitration.rewardPool(), supply, "nobody got what nobody paid");
    }

    function step(uint256 id, uint256 seed) private {
        CaseRecords.Case memory about = arbitration.getCase(id);
        if (about.phase == CaseRecords.Phase.Drawing) {
            bool missed = seed % 4 == 0;
            vm.roll(about.drawBlock + (missed ? 257 : 1 + (seed >> 8) % 256));
            if (missed) arbitration.redraw(id);
            else arbitration.draw(id);
        } else if (about.phase == CaseRecords.Phase.Voting) {
            voteAtRandom(id, seed);
        } else if (about.phase == CaseRecords.Phase.Ruled && seed % 2 == 0) {
            appeal(id);
        } else {
            vm.roll(about.appealEnd + 1);
            arbitration.execute(id);
        }
    }

    function voteAtRandom(uint256 id, uint256 seed) private {
        address[] memory jurors = panelOf(id);
        for (uint256 i = 0; i < jurors.length; i++) {
            commitAs(jurors[i], id, voteOf(seed, i));
        }
        toRevealWindow(id);
        for (uint256 i = 0; i < jurors.length; i++) {
            if ((seed >> (2 * i)) % 4 > 1) revealAs(jurors[i], id, voteOf(seed, i));
        }
        toCount(id);
        arbitration.rule(id);
    }

    function voteOf(uint256 seed, uint256 juror) private pure returns (CaseRecords.Ruling) {
        return (seed >> (100 + juror)) % 2 == 0 ? UPHELD : REJECTED;
    }

    function wealth() private view returns (uint256 sum) {
        sum = token.balanceOf(OPENER) + token.balanceOf(APPELLANT) + token.balanceOf(address(arbitrators));
        for (uint256 i = 0; i < 10; i++) {
            sum += token.balanceOf(arbitratorNumber(i));
        }
    }
}
