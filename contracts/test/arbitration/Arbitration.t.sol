// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Arbitration} from "../../src/arbitration/Arbitration.sol";
import {ArbitrationParameters} from "../../src/arbitration/ArbitrationParameters.sol";
import {CaseRecords} from "../../src/arbitration/CaseRecords.sol";
import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {ContentType, Payments} from "../../src/payments/Payments.sol";
import {Vm} from "../TestKit.sol";
import {OddToken} from "../payments/PaymentsKit.sol";
import {ArbitrationKit} from "./ArbitrationKit.sol";

contract ArbitrationTest is ArbitrationKit {
    address private constant PROVIDER = address(0x9407);
    uint256 private constant SELLER_KEY = 0x5E11E4;
    uint256 private constant PRICE = 1_000;
    string private constant OPENED = "CaseOpened(uint256,uint8,address,address,uint8,uint256,uint256,string,uint256)";
    string private constant OTHER_PHASE = "Arbitration: case is in another phase";

    function setUp() public {
        convene();
    }

    function test_saysItsBounds() public view {
        assertEq(arbitration.MAX_CID_LENGTH(), 128, "CID");
        assertEq(arbitration.MAX_URI_LENGTH(), 256, "URI");
        assertEq(arbitration.MAX_REDRAWS(), 3, "redraws");
    }

    // Opening

    function test_openTakedown_takesTheDepositAndSchedulesTheDraw() public {
        vm.recordLogs();
        uint256 id = openTakedown();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        address emitter = address(arbitration);
        bytes32[] memory indexed_ = words(word(id), word(uint256(0)), word(OPENER));
        assertLogged(logs, emitter, OPENED, indexed_, abi.encode(address(0), 0, 42, 0, CID, CASE_DEPOSIT));
        indexed_ = words(word(id), word(OPENER));
        assertLogged(logs, emitter, "EvidenceSubmitted(uint256,address,string)", indexed_, abi.encode(URI));
        indexed_ = words(word(id), 0);
        bytes memory data = abi.encode(block.number + DRAW_DELAY);
        assertLogged(logs, emitter, "DrawScheduled(uint256,uint256,uint256)", indexed_, data);
        assertEq(token.balanceOf(emitter), CASE_DEPOSIT, "deposit");
        assertEq(arbitration.caseCount(), 1, "cases");
        assertPhase(id, CaseRecords.Phase.Drawing);
    }

    function test_openTakedown_boundsItsTexts() public {
        string memory text = "Arbitration: expected a CID of up to 128 bytes";
        bytes memory call =
            abi.encodeCall(arbitration.openTakedown, (ContentType.Track, 42, string(new bytes(129)), URI));
        assertRefused(OPENER, call, text);
        text = "Arbitration: expected a URI of 1 to 256 bytes";
        call = abi.encodeCall(arbitration.openTakedown, (ContentType.Track, 42, CID, ""));
        assertRefused(OPENER, call, text);
        call = abi.encodeCall(arbitration.openTakedown, (ContentType.Track, 42, CID, string(new bytes(257))));
        assertRefused(OPENER, call, text);
        vm.prank(OPENER);
        arbitration.openTakedown(ContentType.Track, 42, string(new bytes(128)), string(new bytes(256)));
    }

    function test_opening_needsArbitratorsForAPanel() public {
        setParameter(ArbitrationParameters.Parameter.SeatStake, 40_000e18);
        bytes memory call = abi.encodeCall(arbitration.openTakedown, (ContentType.Track, 42, CID, URI));
        assertRefused(OPENER, call, "Arbitration: arbitrators have too little stake for a panel");
        setParameter(ArbitrationParameters.Parameter.PanelSize, 1);
        setParameter(ArbitrationParameters.Parameter.SeatStake, 100_000e18);
        openTakedown();
    }

    function test_opening_needsTheDeposit() public {
        bytes memory call = abi.encodeCall(arbitration.openTakedown, (ContentType.Track, 42, CID, URI));
        assertRefused(address(0x900), call, "ERC20: transfer amount exceeds balance");
    }

    function test_openMisbehaviour_boundsTheSlash() public {
        register(PROVIDER, MIN_STAKE);
        vm.recordLogs();
        vm.prank(OPENER);
        uint256 id = arbitration.openMisbehaviour(PROVIDER, MIN_STAKE / 10, URI);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            OPENED,
            words(word(id), word(2), word(OPENER)),
            abi.encode(PROVIDER, 0, 0, MIN_STAKE / 10, "", CASE_DEPOSIT)
        );
        string memory text = "Arbitration: expected 1 up to the maximum slash";
        bytes memory call = abi.encodeCall(arbitration.openMisbehaviour, (PROVIDER, MIN_STAKE / 10 + 1, URI));
        assertRefused(OPENER, call, text);
        assertRefused(OPENER, abi.encodeCall(arbitration.openMisbehaviour, (PROVIDER, 0, URI)), text);
        assertRefused(OPENER, abi.encodeCall(arbitration.openMisbehaviour, (OPENER, 1, URI)), text);
    }

    function test_openRefund_isForTheBuyerInTheWindow() public {
        uint256 purchaseId = purchase();
        vm.recordLogs();
        vm.prank(OPENER);
        uint256 id = arbitration.openRefund(purchaseId, URI);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            OPENED,
            words(word(id), word(3), word(OPENER)),
            abi.encode(vm.addr(SELLER_KEY), 0, purchaseId, PRICE, "", CASE_DEPOSIT)
        );
        bytes memory call = abi.encodeCall(arbitration.openRefund, (purchaseId, URI));
        assertRefused(APPELLANT, call, "Arbitration: Only the buyer");
        assertRefused(OPENER, abi.encodeCall(arbitration.openRefund, (99, URI)), "Payments: no such purchase");
        vm.roll(block.number + REFUND_WINDOW);
        vm.prank(OPENER);
        arbitration.openRefund(purchaseId, URI);
        vm.roll(block.number + 1);
        assertRefused(OPENER, call, "Arbitration: refund window is over");
        vm.prank(address(arbitration));
        payments.orderRefund(purchaseId, 1);
        assertRefused(OPENER, call, "Arbitration: refund already ordered");
    }

    function test_openReinstatement_needsATakedown() public {
        bytes memory call = abi.encodeCall(arbitration.openReinstatement, (ContentType.Track, 42, URI));
        assertRefused(APPELLANT, call, "Arbitration: content is not taken down");
        close(openTakedown(), UPHELD);
        vm.recordLogs();
        vm.prank(APPELLANT);
        uint256 id = arbitration.openReinstatement(ContentType.Track, 42, URI);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            OPENED,
            words(word(id), word(1), word(APPELLANT)),
            abi.encode(OPENER, 0, 42, 0, CID, CASE_DEPOSIT)
        );
    }

    function test_submitEvidence_isOpenToAllUntilTheCaseIsClosed() public {
        uint256 id = openTakedown();
        vm.recordLogs();
        vm.prank(APPELLANT);
        arbitration.submitEvidence(id, "ipfs://counter");
        assertLog(
            onlyLog(),
            address(arbitration),
            "EvidenceSubmitted(uint256,address,string)",
            words(word(id), word(APPELLANT)),
            abi.encode("ipfs://counter")
        );
        bytes memory call = abi.encodeCall(arbitration.submitEvidence, (id, ""));
        assertRefused(OPENER, call, "Arbitration: expected a URI of 1 to 256 bytes");
        close(id, REJECTED);
        call = abi.encodeCall(arbitration.submitEvidence, (id, URI));
        assertRefused(OPENER, call, "Arbitration: case is closed");
    }

    function test_submitEvidence_endsWithTheRuling_notWithItsExecution() public {
        uint256 id = failingCase();
        assertExecutionFails(id, "Arbitration: provider has no stake", false);
        assertPhase(id, CaseRecords.Phase.Executing);
        bytes memory call = abi.encodeCall(arbitration.submitEvidence, (id, URI));
        assertRefused(OPENER, call, "Arbitration: case is closed");
    }

    // Draws

    function test_draw_seatsThePanelAndLocksItsStake() public {
        uint256 id = openTakedown();
        bytes memory call = abi.encodeCall(arbitration.draw, (id));
        vm.roll(arbitration.getCase(id).drawBlock);
        assertRefused(OPENER, call, "Arbitration: draw block is not mined yet");
        vm.roll(block.number + 1);
        vm.recordLogs();
        arbitration.draw(id);
        Vm.Log memory log = onlyLog();
        assertEq(log.topics[0], keccak256("PanelDrawn(uint256,uint256,address[],uint256,uint256,uint256)"), "event");
        assertEq(log.topics[1], word(id), "case");
        assertEq(log.topics[2], 0, "round");
        (address[] memory jurors, uint256 seatStake, uint256 commitEnd, uint256 revealEnd) =
            abi.decode(log.data, (address[], uint256, uint256, uint256));
        assertEq(seatStake, SEAT_STAKE, "seat stake");
        assertEq(commitEnd, block.number + COMMIT_WINDOW, "commit end");
        assertEq(revealEnd, commitEnd + REVEAL_WINDOW, "reveal end");
        assertEq(jurors.length, 3, "jurors");
        for (uint256 i = 0; i < 3; i++) {
            uint256 seats = arbitration.getJuror(id, 0, jurors[i]).seats;
            require(seats > 0, "seated");
            assertEq(arbitrators.getArbitrator(jurors[i]).locked, seats * SEAT_STAKE, "locked");
        }
        assertRefused(OPENER, call, OTHER_PHASE);
        assertRefused(OPENER, abi.encodeCall(arbitration.redraw, (id)), OTHER_PHASE);
    }

    function test_draw_neverSeatsAParty() public {
        uint256 id;
        for (uint256 i = 0; i < 20; i++) {
            vm.prank(address(governance));
            arbitration.setParameter(ArbitrationParameters.Parameter.CaseDeposit, 1e18);
            endow(arbitratorNumber(3), 1e18);
            vm.prank(arbitratorNumber(3));
            id = arbitration.openTakedown(ContentType.Track, i, CID, URI);
            vm.roll(arbitration.getCase(id).drawBlock + 1);
            arbitration.draw(id);
            assertEq(arbitration.getJuror(id, 0, arbitratorNumber(3)).seats, 0, "opener is no juror");
        }
    }

    function test_draw_neverSeatsTheRespondent() public {
        address provider = arbitratorNumber(3);
        register(provider, MIN_STAKE);
        for (uint256 i = 0; i < 20; i++) {
            vm.prank(OPENER);
            uint256 id = arbitration.openMisbehaviour(provider, 1e18, URI);
            seat(id);
            assertEq(arbitration.getJuror(id, 0, provider).seats, 0, "respondent is no juror");
        }
    }

    function test_draw_neverSeatsTheAppellant() public {
        address appellant = arbitratorNumber(3);
        endow(appellant, 100_000e18);
        for (uint256 i = 0; i < 8; i++) {
            uint256 id = openTakedown(i);
            rule(id, UPHELD);
            vm.prank(appellant);
            arbitration.appeal(id);
            seat(id);
            assertEq(arbitration.getJuror(id, 1, appellant).seats, 0, "appellant is no juror");
        }
    }

    function test_draw_castsAnotherLotForEachCase() public {
        uint256[] memory ids = new uint256[](4);
        for (uint256 i = 0; i < 4; i++) {
            ids[i] = openTakedown(i);
        }
        uint256 same = 0;
        bytes32 first = keccak256(abi.encode(seat(ids[0])));
        for (uint256 i = 1; i < 4; i++) {
            if (keccak256(abi.encode(seat(ids[i]))) == first) same++;
        }
        require(same < 3, "all cases of a block got the same panel");
    }

    function test_redraw_commitsToAnotherBlockAfter256() public {
        uint256 id = openTakedown();
        uint256 drawBlock = arbitration.getCase(id).drawBlock;
        bytes memory call = abi.encodeCall(arbitration.redraw, (id));
        vm.roll(drawBlock + 256);
        assertRefused(OPENER, call, "Arbitration: draw is still possible");
        vm.roll(drawBlock + 257);
        bytes memory draw = abi.encodeCall(arbitration.draw, (id));
        assertRefused(OPENER, draw, "Arbitration: draw was missed, expected a redraw");
        vm.recordLogs();
        arbitration.redraw(id);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        address emitter = address(arbitration);
        bytes32[] memory indexed_ = words(word(id), 0);
        assertLogged(logs, emitter, "DrawMissed(uint256,uint256,uint256)", indexed_, abi.encode(drawBlock));
        bytes memory data = abi.encode(block.number + DRAW_DELAY);
        assertLogged(logs, emitter, "DrawScheduled(uint256,uint256,uint256)", indexed_, data);
        seat(id);
    }

    function test_redraw_dismissesACaseThatNobodyDraws() public {
        uint256 id = openTakedown();
        missAllDraws(id);
        assertRuling(id, CaseRecords.Ruling.Dismissed);
        assertPhase(id, CaseRecords.Phase.Ended);
        claimAs(OPENER, id);
        assertEq(token.balanceOf(OPENER), 100_000e18, "deposit is back");
        assertEq(token.balanceOf(address(arbitration)), 0, "nothing stays");
    }

    function test_draw_thatCannotFillThePanelIsMissed() public {
        uint256 id = openTakedown();
        setParameter(ArbitrationParameters.Parameter.SeatStake, 10_001e18);
        for (uint256 i = 0; i < 4; i++) {
            vm.roll(arbitration.getCase(id).drawBlock + 1);
            arbitration.draw(id);
        }
        assertRuling(id, CaseRecords.Ruling.Dismissed);
    }

    function testFuzz_stakeThatComesAfterTheOpeningIsNeverDrawn(uint128 late, uint16 wait) public {
        uint256 id = openTakedown();
        enrol(address(0x1A7E), MINIMUM_STAKE + late % 500_000_000e18);
        vm.roll(arbitration.getCase(id).drawBlock + 1 + wait % 256);
        arbitration.draw(id);
        assertEq(arbitration.getJuror(id, 0, address(0x1A7E)).seats, 0, "too late");
    }

    // Votes

    function test_votes_areCommittedThenRevealed() public {
        uint256 id = openTakedown();
        address juror = seat(id)[0];
        uint256 seats = arbitration.getJuror(id, 0, juror).seats;
        bytes32 commitment = arbitration.commitmentOf(id, 0, juror, UPHELD, SALT);
        vm.recordLogs();
        commitAs(juror, id, UPHELD);
        assertLog(
            onlyLog(),
            address(arbitration),
            "VoteCommitted(uint256,uint256,address,bytes32)",
            words(word(id), 0, word(juror)),
            abi.encode(commitment)
        );
        toRevealWindow(id);
        vm.recordLogs();
        revealAs(juror, id, UPHELD);
        assertLog(
            onlyLog(),
            address(arbitration),
            "VoteRevealed(uint256,uint256,address,uint8,uint256)",
            words(word(id), 0, word(juror)),
            abi.encode(1, seats)
        );
        assertEq(roundOf(id).upheld, seats, "votes");
    }

    function test_votes_keepToTheirWindows() public {
        uint256 id = openTakedown();
        bytes memory commit = abi.encodeCall(arbitration.commitVote, (id, SALT));
        bytes memory reveal = abi.encodeCall(arbitration.revealVote, (id, UPHELD, SALT));
        assertRefused(OPENER, commit, OTHER_PHASE);
        assertRefused(OPENER, reveal, OTHER_PHASE);
        address juror = seat(id)[0];
        commitAs(juror, id, UPHELD);
        assertRefused(juror, reveal, "Arbitration: commit window is open");
        toRevealWindow(id);
        assertRefused(juror, commit, "Arbitration: commit window is over");
        assertRefused(OPENER, abi.encodeCall(arbitration.rule, (id)), "Arbitration: reveal window is open");
        vm.roll(roundOf(id).revealEnd);
        revealAs(juror, id, UPHELD);
        assertRefused(juror, reveal, "Arbitration: vote is already revealed");
        toCount(id);
        assertRefused(juror, reveal, "Arbitration: reveal window is over");
    }

    function test_votes_areTakenInTheLastBlockOfTheirWindows() public {
        uint256 id = openTakedown();
        address juror = seat(id)[0];
        vm.roll(roundOf(id).commitEnd);
        commitAs(juror, id, UPHELD);
        bytes memory reveal = abi.encodeCall(arbitration.revealVote, (id, UPHELD, SALT));
        assertRefused(juror, reveal, "Arbitration: commit window is open");
        vm.roll(roundOf(id).revealEnd);
        bytes memory count = abi.encodeCall(arbitration.rule, (id));
        assertRefused(OPENER, count, "Arbitration: reveal window is open");
        revealAs(juror, id, UPHELD);
    }

    function test_votes_areForJurorsAndSides() public {
        uint256 id = openTakedown();
        address juror = seat(id)[0];
        bytes memory commit = abi.encodeCall(arbitration.commitVote, (id, SALT));
        assertRefused(OPENER, commit, "Arbitration: caller is not on the panel");
        commit = abi.encodeCall(arbitration.commitVote, (id, bytes32(0)));
        assertRefused(juror, commit, "Arbitration: commitment is 0");
        toRevealWindow(id);
        bytes memory reveal = abi.encodeCall(arbitration.revealVote, (id, UPHELD, SALT));
        assertRefused(OPENER, reveal, "Arbitration: caller is not on the panel");
        assertRefused(juror, reveal, "Arbitration: vote and salt differ from the commitment");
        reveal = abi.encodeCall(arbitration.revealVote, (id, CaseRecords.Ruling.Dismissed, SALT));
        assertRefused(juror, reveal, "Arbitration: expected a vote for a side");
    }

    function test_aJurorMayCommitAnew() public {
        uint256 id = openTakedown();
        address juror = seat(id)[0];
        commitAs(juror, id, UPHELD);
        commitAs(juror, id, REJECTED);
        toRevealWindow(id);
        bytes memory reveal = abi.encodeCall(arbitration.revealVote, (id, UPHELD, SALT));
        assertRefused(juror, reveal, "Arbitration: vote and salt differ from the commitment");
        revealAs(juror, id, REJECTED);
    }

    function testFuzz_aCopiedCommitmentCannotBeRevealed(bytes32 salt, bool upheld, bool guess) public {
        uint256 id = openTakedown();
        address[] memory jurors = seat(id);
        vm.assume(jurors.length > 1);
        CaseRecords.Ruling vote = upheld ? UPHELD : REJECTED;
        bytes32 commitment = arbitration.commitmentOf(id, 0, jurors[0], vote, salt);
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(jurors[i]);
            arbitration.commitVote(id, commitment);
        }
        toRevealWindow(id);
        vm.prank(jurors[0]);
        arbitration.revealVote(id, vote, salt);
        bytes memory copy = abi.encodeCall(arbitration.revealVote, (id, guess ? UPHELD : REJECTED, salt));
        assertRefused(jurors[1], copy, "Arbitration: vote and salt differ from the commitment");
    }

    // Rulings

    function test_rule_givesTheMajoritysRuling() public {
        uint256 id = openTakedown();
        vm.recordLogs();
        address[] memory jurors = rule(id, UPHELD);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "RulingGiven(uint256,uint256,uint8,uint256,uint256,uint256)",
            words(word(id), 0),
            abi.encode(1, 3, 0, block.number + APPEAL_WINDOW)
        );
        require(jurors.length > 0, "jurors");
        assertPhase(id, CaseRecords.Phase.Ruled);
        assertRefused(OPENER, abi.encodeCall(arbitration.rule, (id)), OTHER_PHASE);
    }

    function test_rule_isForTheRespondentOnATie() public {
        uint256 id = openTakedown();
        (address single,) = dividedPanel(id);
        address other;
        address[] memory jurors = panelOf(id);
        for (uint256 i = 0; i < jurors.length; i++) {
            if (jurors[i] != single && arbitration.getJuror(id, 0, jurors[i]).seats == 1) other = jurors[i];
        }
        require(other != address(0), "no second juror with one seat");
        commitAs(single, id, UPHELD);
        commitAs(other, id, REJECTED);
        toRevealWindow(id);
        revealAs(single, id, UPHELD);
        revealAs(other, id, REJECTED);
        toCount(id);
        arbitration.rule(id);
        assertRuling(id, REJECTED);
    }

    function test_rule_replacesAPanelThatStaysSilentAndPenalisesIt() public {
        uint256 id = openTakedown();
        address silent = seat(id)[0];
        uint256 seats = arbitration.getJuror(id, 0, silent).seats;
        toCount(id);
        vm.recordLogs();
        arbitration.rule(id);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLogged(logs, address(arbitration), "PanelAbsent(uint256,uint256)", words(word(id), 0), "");
        assertEq(arbitration.getCase(id).round, 1, "next round");
        close(id, REJECTED);
        claimAs(silent, id);
        require(arbitrators.getArbitrator(silent).active <= 10_000e18 - seats * SEAT_STAKE, "penalised");
    }

    function test_rule_dismissesACaseWhosePanelsStaySilent() public {
        uint256 id = openTakedown();
        for (uint256 i = 0; i < 4; i++) {
            seat(id);
            toCount(id);
            arbitration.rule(id);
        }
        assertRuling(id, CaseRecords.Ruling.Dismissed);
        assertPhase(id, CaseRecords.Phase.Ended);
        assertEq(arbitration.rewardPool(), 12 * SEAT_STAKE, "penalties nobody earned");
        claimAs(OPENER, id);
        assertEq(token.balanceOf(OPENER), 100_000e18, "deposit is back");
        assertRefused(
            OPENER, abi.encodeCall(arbitration.execute, (id)), "Arbitration: nothing to execute in this phase"
        );
    }

    // Rewards

    function test_close_paysTheLosersDepositToCoherentJurors() public {
        uint256 id = openTakedown();
        address[] memory jurors = rule(id, REJECTED);
        toExecution(id);
        vm.recordLogs();
        arbitration.execute(id);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "CaseClosed(uint256,uint8,uint256,uint256)",
            words(word(id)),
            abi.encode(2, 3, CASE_DEPOSIT / 3)
        );
        assertPhase(id, CaseRecords.Phase.Ended);
        assertEq(arbitration.rewardPool(), 1, "dust");
        uint256 seats = arbitration.getJuror(id, 0, jurors[0]).seats;
        vm.recordLogs();
        claimAs(jurors[0], id);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "JurorRewarded(uint256,address,uint256,uint256)",
            words(word(id), word(jurors[0])),
            abi.encode(seats, seats * (CASE_DEPOSIT / 3))
        );
        assertEq(token.balanceOf(jurors[0]), seats * (CASE_DEPOSIT / 3), "reward");
        assertEq(arbitrators.getArbitrator(jurors[0]).locked, 0, "unlocked");
        bytes memory again = abi.encodeCall(arbitration.claim, (id, jurors[0]));
        assertRefused(OPENER, again, "Arbitration: nothing to claim");
        assertRefused(OPENER, abi.encodeCall(arbitration.claim, (id, OPENER)), "Arbitration: nothing to claim");
    }

    function test_close_penalisesIncoherentJurors() public {
        uint256 id = openTakedown();
        (address single, uint256 seats) = dividedPanel(id);
        address[] memory jurors = panelOf(id);
        for (uint256 i = 0; i < jurors.length; i++) {
            commitAs(jurors[i], id, jurors[i] == single ? REJECTED : UPHELD);
        }
        toRevealWindow(id);
        for (uint256 i = 0; i < jurors.length; i++) {
            revealAs(jurors[i], id, jurors[i] == single ? REJECTED : UPHELD);
        }
        toCount(id);
        arbitration.rule(id);
        bytes memory claim = abi.encodeCall(arbitration.claim, (id, single));
        assertRefused(OPENER, claim, "Arbitration: case is not closed");
        assertRefused(OPENER, abi.encodeCall(arbitration.execute, (id)), "Arbitration: appeal window is open");
        toExecution(id);
        arbitration.execute(id);
        assertEq(arbitration.getCase(id).rewardPerSeat, seats * SEAT_STAKE / (3 - seats), "reward per seat");
        vm.recordLogs();
        claimAs(single, id);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "JurorPenalised(uint256,address,uint256,uint256)",
            words(word(id), word(single)),
            abi.encode(seats, seats * SEAT_STAKE)
        );
        assertEq(arbitrators.getArbitrator(single).active, 10_000e18 - seats * SEAT_STAKE, "stake");
        vm.recordLogs();
        claimAs(OPENER, id);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "DepositReturned(uint256,address,uint256)",
            words(word(id), word(OPENER)),
            abi.encode(CASE_DEPOSIT)
        );
    }

    function test_fundRewards_paysJurorsWhenTheOpenerWins() public {
        vm.recordLogs();
        vm.prank(APPELLANT);
        arbitration.fundRewards(1_500e18);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "RewardsFunded(address,uint256)",
            words(word(APPELLANT)),
            abi.encode(1_500e18)
        );
        assertRefused(APPELLANT, abi.encodeCall(arbitration.fundRewards, (0)), "Arbitration: amount is 0");
        uint256 id = openTakedown();
        close(id, UPHELD);
        assertEq(arbitration.getCase(id).rewardPerSeat, CASE_DEPOSIT / 3, "as if the opener had lost");
        id = openTakedown(43);
        close(id, UPHELD);
        assertEq(arbitration.getCase(id).rewardPerSeat, (500e18 + 1) / uint256(3), "what was left");
        claimAs(OPENER, id);
    }

    function test_claim_returnsADepositOnce() public {
        uint256 id = openTakedown();
        close(id, UPHELD);
        token.transfer(address(arbitration), CASE_DEPOSIT);
        claimAs(OPENER, id);
        assertRefused(OPENER, abi.encodeCall(arbitration.claim, (id, OPENER)), "Arbitration: nothing to claim");
        id = openTakedown(43);
        rule(id, UPHELD);
        appeal(id);
        rule(id, REJECTED);
        token.transfer(address(arbitration), 10 * CASE_DEPOSIT);
        claimAs(APPELLANT, id);
        assertRefused(OPENER, abi.encodeCall(arbitration.claim, (id, APPELLANT)), "Arbitration: nothing to claim");
    }

    // Appeals

    function test_appeal_thatWinsTurnsTheRuling() public {
        uint256 id = openTakedown();
        address first = rule(id, UPHELD)[0];
        uint256 deposit = arbitration.appealDepositOf(id);
        assertEq(deposit, CASE_DEPOSIT * 7 / 3, "deposit per seat as at the opening");
        vm.recordLogs();
        appeal(id);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLogged(
            logs,
            address(arbitration),
            "Appealed(uint256,address,uint8,uint256,uint256)",
            words(word(id), word(APPELLANT)),
            abi.encode(1, deposit, 7)
        );
        assertRefused(APPELLANT, abi.encodeCall(arbitration.appeal, (id)), OTHER_PHASE);
        vm.recordLogs();
        rule(id, REJECTED);
        assertEq(roundOf(id).rejected, 7, "the larger panel");
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "RulingGiven(uint256,uint256,uint8,uint256,uint256,uint256)",
            words(word(id), word(1)),
            abi.encode(2, 0, 7, 0)
        );
        assertRuling(id, REJECTED);
        assertPhase(id, CaseRecords.Phase.Ended);
        claimAs(APPELLANT, id);
        assertEq(token.balanceOf(APPELLANT), 100_000e18, "appellant");
        assertRefused(OPENER, abi.encodeCall(arbitration.claim, (id, OPENER)), "Arbitration: nothing to claim");
        assertEq(arbitration.getCase(id).rewardPerSeat, (CASE_DEPOSIT + 3 * SEAT_STAKE) / 7, "reward per seat");
        claimAs(first, id);
        require(arbitrators.getArbitrator(first).active < 10_000e18, "first panel was wrong");
    }

    function test_appeal_thatFailsPaysTheJurors() public {
        uint256 id = openTakedown();
        rule(id, REJECTED);
        appeal(id);
        rule(id, REJECTED);
        uint256 pot = CASE_DEPOSIT + CASE_DEPOSIT * 7 / 3;
        assertEq(arbitration.getCase(id).rewardPerSeat, pot / 10, "all ten seats were right");
        bytes memory claim = abi.encodeCall(arbitration.claim, (id, APPELLANT));
        assertRefused(OPENER, claim, "Arbitration: nothing to claim");
    }

    function test_appeal_withoutAPanelLeavesTheRulingAndReturnsTheDeposit() public {
        uint256 id = openTakedown();
        rule(id, UPHELD);
        appeal(id);
        missAllDraws(id);
        assertRuling(id, UPHELD);
        assertPhase(id, CaseRecords.Phase.Executing);
        claimAs(APPELLANT, id);
        claimAs(OPENER, id);
        assertEq(token.balanceOf(APPELLANT), 100_000e18, "appellant");
        assertEq(token.balanceOf(OPENER), 100_000e18, "opener");
        arbitration.execute(id);
        assertPhase(id, CaseRecords.Phase.Ended);
    }

    function test_appeal_keepsToItsWindow() public {
        uint256 id = openTakedown();
        bytes memory call = abi.encodeCall(arbitration.appeal, (id));
        assertRefused(APPELLANT, call, OTHER_PHASE);
        rule(id, UPHELD);
        toExecution(id);
        assertRefused(APPELLANT, call, "Arbitration: appeal window is over");
        vm.roll(block.number - 1);
        assertRefused(OPENER, abi.encodeCall(arbitration.execute, (id)), "Arbitration: appeal window is open");
        appeal(id);
    }

    function test_appeal_byTheOpenerReturnsBothDeposits() public {
        uint256 id = openTakedown();
        rule(id, REJECTED);
        vm.prank(OPENER);
        arbitration.appeal(id);
        rule(id, UPHELD);
        claimAs(OPENER, id);
        assertEq(token.balanceOf(OPENER), 100_000e18, "both are back");
    }

    function test_appeal_hasAllItsRedrawsWhateverTheFirstInstanceUsed() public {
        uint256 id = openTakedown();
        for (uint256 i = 0; i < 3; i++) {
            vm.roll(arbitration.getCase(id).drawBlock + 257);
            arbitration.redraw(id);
        }
        rule(id, UPHELD);
        appeal(id);
        for (uint256 i = 0; i < 3; i++) {
            vm.roll(arbitration.getCase(id).drawBlock + 257);
            arbitration.redraw(id);
            assertPhase(id, CaseRecords.Phase.Drawing);
        }
        rule(id, REJECTED);
        assertRuling(id, REJECTED);
    }

    // Execution

    function test_execute_takesContentDownAndBringsItBack() public {
        uint256 id = openTakedown();
        vm.recordLogs();
        close(id, UPHELD);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLogged(
            logs,
            address(arbitration),
            "ContentTakedown(uint256,uint8,uint256,string)",
            words(word(id), word(uint256(0)), word(42)),
            abi.encode(CID)
        );
        assertLogged(logs, address(arbitration), "CaseExecuted(uint256)", words(word(id)), "");
        assertEq(arbitration.takedowns(ContentType.Track, 42), id, "down");
        bytes memory call = abi.encodeCall(arbitration.openTakedown, (ContentType.Track, 42, CID, URI));
        assertRefused(OPENER, call, "Arbitration: content is already taken down");

        vm.prank(APPELLANT);
        uint256 back = arbitration.openReinstatement(ContentType.Track, 42, URI);
        vm.recordLogs();
        close(back, UPHELD);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "ContentReinstated(uint256,uint8,uint256,string)",
            words(word(back), word(uint256(0)), word(42)),
            abi.encode(CID)
        );
        assertEq(arbitration.takedowns(ContentType.Track, 42), 0, "up");
    }

    function test_execute_slashesTheProvider() public {
        register(PROVIDER, MIN_STAKE);
        uint256 supply = token.totalSupply();
        vm.prank(OPENER);
        uint256 id = arbitration.openMisbehaviour(PROVIDER, 15_000e18, URI);
        close(id, UPHELD);
        assertEq(staking.totalStakedFor(PROVIDER), MIN_STAKE - 15_000e18, "stake");
        assertEq(supply - token.totalSupply(), 15_000e18, "burned");
        assertPhase(id, CaseRecords.Phase.Ended);
    }

    function test_execute_slashesNoMoreThanThereIs() public {
        register(PROVIDER, MIN_STAKE);
        vm.prank(OPENER);
        uint256 id = arbitration.openMisbehaviour(PROVIDER, 15_000e18, URI);
        rule(id, UPHELD);
        vm.prank(address(governance));
        delegateManager.slash(MIN_STAKE - 10_000e18, PROVIDER);
        toExecution(id);
        arbitration.execute(id);
        assertEq(staking.totalStakedFor(PROVIDER), 0, "stake");
        assertPhase(id, CaseRecords.Phase.Ended);
    }

    function test_execute_thatFailsMayBeTriedAgainAndThenIsFinal() public {
        uint256 id = failingCase();
        assertExecutionFails(id, "Arbitration: provider has no stake", false);
        vm.roll(block.number + EXECUTION_WINDOW);
        assertExecutionFails(id, "Arbitration: provider has no stake", false);
        vm.roll(block.number + 1);
        assertExecutionFails(id, "Arbitration: provider has no stake", true);
        assertPhase(id, CaseRecords.Phase.Ended);
    }

    function test_execute_reportsWhyDelegateManagerRefuses() public {
        register(PROVIDER, MIN_STAKE);
        vm.prank(OPENER);
        uint256 id = arbitration.openMisbehaviour(PROVIDER, 15_000e18, URI);
        rule(id, UPHELD);
        link(DELEGATE_MANAGER, "setArbitrationAddress(address)", address(0xDEAD));
        toExecution(id);
        assertExecutionFails(id, "DelegateManager: Only callable by Governance contract", false);
        link(DELEGATE_MANAGER, "setArbitrationAddress(address)", address(arbitration));
        arbitration.execute(id);
        assertEq(staking.totalStakedFor(PROVIDER), MIN_STAKE - 15_000e18, "stake");
    }

    function test_execute_cannotSlashDelegatorsOfAProviderWhoLeft() public {
        register(PROVIDER, MIN_STAKE);
        delegate(APPELLANT, PROVIDER, MIN_STAKE);
        vm.prank(OPENER);
        uint256 id = arbitration.openMisbehaviour(PROVIDER, 15_000e18, URI);
        rule(id, UPHELD);
        vm.prank(PROVIDER);
        factory.deregister(CONTENT_NODE, endpointOf(PROVIDER));
        vm.roll(block.number + LOCKUP);
        vm.prank(PROVIDER);
        factory.decreaseStake();
        assertExecutionFails(id, "DelegateManager: Service Provider stake required", false);
        vm.roll(block.number + EXECUTION_WINDOW + 1);
        assertExecutionFails(id, "DelegateManager: Service Provider stake required", true);
        assertPhase(id, CaseRecords.Phase.Ended);
    }

    function test_execute_ofASecondTakedownFails() public {
        uint256 one = openTakedown();
        uint256 two = openTakedown();
        close(one, UPHELD);
        vm.roll(block.number + 300);
        arbitration.redraw(two);
        rule(two, UPHELD);
        toExecution(two);
        assertExecutionFails(two, "Arbitration: content is already taken down", false);
    }

    function test_execute_ofASecondReinstatementFails() public {
        close(openTakedown(), UPHELD);
        vm.prank(APPELLANT);
        uint256 one = arbitration.openReinstatement(ContentType.Track, 42, URI);
        vm.prank(APPELLANT);
        uint256 two = arbitration.openReinstatement(ContentType.Track, 42, URI);
        close(one, UPHELD);
        rule(two, UPHELD);
        toExecution(two);
        assertExecutionFails(two, "Arbitration: content is not taken down", false);
    }

    function test_execute_givesNoReasonIfThereIsNone() public {
        register(PROVIDER, MIN_STAKE);
        vm.prank(OPENER);
        uint256 id = arbitration.openMisbehaviour(PROVIDER, 15_000e18, URI);
        rule(id, UPHELD);
        vm.etch(address(delegateManager), hex"fe");
        toExecution(id);
        assertExecutionFails(id, "no reason given", false);
    }

    function test_execute_ordersTheRefund() public {
        uint256 purchaseId = purchase();
        vm.prank(OPENER);
        uint256 id = arbitration.openRefund(purchaseId, URI);
        token.transfer(vm.addr(SELLER_KEY), PRICE);
        vm.prank(vm.addr(SELLER_KEY));
        token.approve(address(payments), PRICE);
        uint256 before = token.balanceOf(OPENER);
        close(id, UPHELD);
        assertEq(token.balanceOf(OPENER) - before, PRICE, "refunded although the window is long over");
        require(block.number > payments.getPurchase(purchaseId).refundDeadline, "window is over");
    }

    function test_execute_cannotBeReentered() public {
        OddToken odd = new OddToken();
        govern("Payments", "setTokenAllowed(address,bool)", abi.encode(address(odd), true));
        odd.mint(OPENER, PRICE);
        uint256 purchaseId = purchaseIn(address(odd));
        odd.mint(vm.addr(SELLER_KEY), PRICE);
        vm.prank(OPENER);
        uint256 id = arbitration.openRefund(purchaseId, URI);
        rule(id, UPHELD);
        toExecution(id);
        odd.callBack(address(arbitration), abi.encodeCall(arbitration.execute, (id)));
        vm.recordLogs();
        arbitration.execute(id);
        assertLogged(vm.getRecordedLogs(), address(arbitration), "CaseExecuted(uint256)", words(word(id)), "");
        require(odd.calleeReverted(), "reentered");
        assertEq(odd.balanceOf(OPENER), PRICE, "refunded");
    }

    function test_carryOut_isForTheContractItself() public {
        bytes memory call = abi.encodeCall(arbitration.carryOut, (1));
        assertRefused(OPENER, call, "Arbitration: Only itself");
        string memory text = "Arbitration: no such case";
        assertRefused(OPENER, abi.encodeCall(arbitration.getCase, (0)), text);
        assertRefused(OPENER, abi.encodeCall(arbitration.execute, (1)), text);
        assertRefused(OPENER, abi.encodeCall(arbitration.draw, (1)), text);
    }

    // Governance

    function test_initialize_worksOnceAndChecksItsArguments() public {
        assertInitializedOnce(address(arbitration), initialization(address(governance), values()));
        address bare = address(new Arbitration());
        assertUninitialized(bare, abi.encodeCall(arbitration.draw, (1)));
        string memory text = "Arbitration: expected a value for each parameter";
        assertReverts(bare, initialization(address(governance), new uint256[](8)), text);
        uint256[] memory tooMany = new uint256[](10);
        for (uint256 i = 0; i < 9; i++) {
            tooMany[i] = values()[i];
        }
        assertReverts(bare, initialization(address(governance), tooMany), text);
        text = "Arbitration: _governanceAddress is not a valid governance contract";
        assertReverts(bare, initialization(address(token), values()), text);
    }

    function test_boundsOf_areThoseOfTheDesign() public view {
        uint256[2][9] memory bounds = [
            [uint256(1e18), 1e24],
            [uint256(1), 7],
            [uint256(1e18), 1e24],
            [uint256(1), 7_200],
            [uint256(1), 216_000],
            [uint256(1), 216_000],
            [uint256(1), 216_000],
            [uint256(1), 216_000],
            [uint256(1), 5_000]
        ];
        for (uint256 i = 0; i < 9; i++) {
            (uint256 least, uint256 greatest) = arbitration.boundsOf(ArbitrationParameters.Parameter(i));
            assertEq(least, bounds[i][0], "least");
            assertEq(greatest, bounds[i][1], "greatest");
        }
    }

    function testFuzz_setParameter_keepsToTheBounds(uint8 which, uint256 value) public {
        ArbitrationParameters.Parameter parameter = ArbitrationParameters.Parameter(which % 9);
        (uint256 least, uint256 greatest) = arbitration.boundsOf(parameter);
        value = value % 4 == 0 ? value : least + value % (greatest - least + 1);
        bytes memory call = abi.encodeCall(arbitration.setParameter, (parameter, value));
        if (value < least || value > greatest) {
            assertRefused(address(governance), call, "Arbitration: parameter is out of bounds");
        } else if (parameter == ArbitrationParameters.Parameter.PanelSize && value % 2 == 0) {
            assertRefused(address(governance), call, "Arbitration: panel size must be odd");
        } else {
            vm.recordLogs();
            vm.prank(address(governance));
            arbitration.setParameter(parameter, value);
            assertLog(
                onlyLog(),
                address(arbitration),
                "ParameterUpdated(uint8,uint256)",
                words(word(uint256(parameter))),
                abi.encode(value)
            );
            assertEq(arbitration.parameters(parameter), value, "value");
        }
        assertRefused(OPENER, call, "Arbitration: Only governance");
    }

    function test_setGovernanceAddress() public {
        address next = address(new GovernanceV2());
        bytes memory call = abi.encodeCall(arbitration.setGovernanceAddress, (next));
        assertRefused(OPENER, call, "Arbitration: Only governance");
        vm.recordLogs();
        link("Arbitration", "setGovernanceAddress(address)", next);
        assertLogged(
            vm.getRecordedLogs(), address(arbitration), "GovernanceAddressUpdated(address)", words(word(next)), ""
        );
        assertEq(arbitration.getGovernanceAddress(), next, "governance");
    }

    function missAllDraws(uint256 id) private {
        for (uint256 i = 0; i < 4; i++) {
            vm.roll(arbitration.getCase(id).drawBlock + 257);
            arbitration.redraw(id);
        }
    }

    /// @dev A case in its execution window whose slash has nothing left to take.
    function failingCase() private returns (uint256 id) {
        register(PROVIDER, MIN_STAKE);
        vm.prank(OPENER);
        id = arbitration.openMisbehaviour(PROVIDER, 15_000e18, URI);
        rule(id, UPHELD);
        vm.prank(address(governance));
        delegateManager.slash(MIN_STAKE, PROVIDER);
        toExecution(id);
    }

    function claimAs(address account, uint256 id) private {
        arbitration.claim(id, account);
    }

    /// @dev Seats a panel of at least two people; returns one that alone has no majority.
    function dividedPanel(uint256 id) private returns (address juror, uint256 seats) {
        address[] memory jurors = seat(id);
        require(jurors.length > 1, "one juror has all seats");
        for (uint256 i = 0; i < jurors.length; i++) {
            seats = arbitration.getJuror(id, 0, jurors[i]).seats;
            if (seats == 1) return (jurors[i], seats);
        }
    }

    function assertExecutionFails(uint256 id, string memory reason, bool isFinal) private {
        vm.recordLogs();
        arbitration.execute(id);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitration),
            "ExecutionFailed(uint256,string,bool)",
            words(word(id)),
            abi.encode(reason, isFinal)
        );
    }

    /// @dev OPENER buys track 42 for 1,000 wei of AUDIO.
    function purchase() private returns (uint256 purchaseId) {
        token.transfer(OPENER, PRICE);
        vm.prank(OPENER);
        token.approve(address(payments), PRICE);
        return purchaseIn(address(token));
    }

    function purchaseIn(address currency) private returns (uint256 purchaseId) {
        Payments.Offer memory offer;
        offer.contentId = 42;
        offer.token = currency;
        offer.price = PRICE;
        offer.recipients = new address[](1);
        offer.recipients[0] = address(0xA1);
        offer.shares = new uint256[](1);
        offer.shares[0] = 10_000;
        offer.seller = vm.addr(SELLER_KEY);
        offer.expiry = block.timestamp + 1 days;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, payments.offerDigest(offer));
        vm.prank(OPENER);
        return payments.purchase(offer, abi.encodePacked(r, s, v), 7, 0);
    }
}
