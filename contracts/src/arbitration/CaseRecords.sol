// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ContentType} from "../payments/Payments.sol";
import {ArbitrationParameters} from "./ArbitrationParameters.sol";

/// @dev What is known of cases and how it is told: types, records, events and views. The second part of Arbitration's
/// storage: new variables belong at the end of Arbitration itself.
abstract contract CaseRecords is ArbitrationParameters {
    enum CaseKind {
        /// content is to be taken down
        Takedown,
        /// content that was taken down is to come back
        Reinstatement,
        /// a service provider is to be slashed
        Misbehaviour,
        /// a purchase is to be refunded
        Refund
    }

    /// @notice Where a case stands: Drawing -> Voting -> Ruled -> Executing -> Ended.
    /// @dev Voting leads back to Drawing when nobody revealed a vote, Ruled when somebody appeals.
    enum Phase {
        None,
        Drawing,
        Voting,
        Ruled,
        Executing,
        Ended
    }

    /// @notice What a juror votes (Upheld or Rejected) and how a case ends.
    enum Ruling {
        None,
        /// for the opener
        Upheld,
        /// for the respondent
        Rejected,
        /// no panel could be brought to rule
        Dismissed
    }

    struct Case {
        CaseKind kind;
        Phase phase;
        /// the latest ruling; final once the phase is Executing or Ended
        Ruling ruling;
        /// the ruling that was appealed against, or None
        Ruling appealedRuling;
        ContentType contentType;
        /// panels that failed in the present instance
        uint8 redraws;
        uint8 round;
        uint8 panelSize;
        /// block as of whose end stakes count in the draws of every round: the one before the opening
        uint64 stakesAt;
        /// block whose hash decides the draw of the present round
        uint64 drawBlock;
        /// last block of the phase Ruled
        uint64 appealEnd;
        /// last block in which a failed execution may be tried again
        uint64 executionEnd;
        address opener;
        /// the accused provider, the seller, the opener of the takedown to be undone; zero where only discovery knows
        address respondent;
        address appellant;
        /// id of the content or of the purchase; 0 for a provider
        uint256 subjectId;
        /// what to slash, or the price to be refunded in its own token
        uint256 amount;
        /// what the opener, and the appellant, can claim once the case is closed
        uint256 deposit;
        uint256 appealDeposit;
        uint256 rewardPerSeat;
        /// CID of the content, may be empty
        string cid;
    }

    /// @notice One panel's vote. A round without seats was never drawn.
    struct Round {
        uint64 commitEnd;
        uint64 revealEnd;
        uint8 seats;
        uint8 upheld;
        uint8 rejected;
        uint256 seatStake;
    }

    /// @notice One juror's part in a round: one vote, which counts once per seat.
    struct Juror {
        uint8 seats;
        Ruling vote;
        bytes32 commitment;
    }

    /// @notice How many cases there were; their ids count from 1.
    uint256 public caseCount;

    mapping(uint256 caseId => Case) internal cases;
    mapping(uint256 caseId => mapping(uint256 round => Round)) internal rounds;
    mapping(uint256 caseId => mapping(uint256 round => mapping(address juror => Juror))) internal jurorsOf;

    /// @notice A case was opened. `subjectId`, `amount` and `cid` as in `Case`.
    event CaseOpened(
        uint256 indexed caseId,
        CaseKind indexed kind,
        address indexed opener,
        address respondent,
        ContentType contentType,
        uint256 subjectId,
        uint256 amount,
        string cid,
        uint256 deposit
    );

    /// @notice Somebody pointed the jurors to evidence.
    event EvidenceSubmitted(uint256 indexed caseId, address indexed submitter, string uri);

    /// @notice The hash of a block to come will decide who sits; `draw` may be called in the 256 blocks after it.
    event DrawScheduled(uint256 indexed caseId, uint256 indexed round, uint256 drawBlock);

    /// @notice Nobody called `draw` in time, or too few arbitrators had free stake.
    event DrawMissed(uint256 indexed caseId, uint256 indexed round, uint256 drawBlock);

    /// @notice A panel sits: one juror per seat, so that a juror may stand in the list several times.
    event PanelDrawn(
        uint256 indexed caseId,
        uint256 indexed round,
        address[] jurors,
        uint256 seatStake,
        uint256 commitEnd,
        uint256 revealEnd
    );

    /// @notice A juror committed to a vote; the latest commitment counts.
    event VoteCommitted(uint256 indexed caseId, uint256 indexed round, address indexed juror, bytes32 commitment);

    /// @notice A juror revealed a vote, which counts once per seat.
    event VoteRevealed(
        uint256 indexed caseId, uint256 indexed round, address indexed juror, Ruling vote, uint256 seats
    );

    /// @notice No juror of a panel revealed a vote.
    event PanelAbsent(uint256 indexed caseId, uint256 indexed round);

    /// @notice A panel ruled. It may be appealed against until `appealEnd`, or not at all if that is 0.
    event RulingGiven(
        uint256 indexed caseId,
        uint256 indexed round,
        Ruling ruling,
        uint256 upheld,
        uint256 rejected,
        uint256 appealEnd
    );

    /// @notice Somebody paid for a larger panel, on behalf of the side that lost.
    event Appealed(
        uint256 indexed caseId, address indexed appellant, Ruling appealedRuling, uint256 deposit, uint256 panelSize
    );

    /// @notice The ruling is final; deposits and rewards can be claimed.
    event CaseClosed(uint256 indexed caseId, Ruling ruling, uint256 coherentSeats, uint256 rewardPerSeat);

    /// @notice The ruling was carried out.
    event CaseExecuted(uint256 indexed caseId);

    /// @notice The ruling could not be carried out. `reason` is the revert text; if `isFinal`, it never will be.
    event ExecutionFailed(uint256 indexed caseId, string reason, bool isFinal);

    /// @notice Discovery hides the content and content nodes stop serving it.
    event ContentTakedown(
        uint256 indexed caseId, ContentType indexed contentType, uint256 indexed contentId, string cid
    );

    /// @notice The content is back.
    event ContentReinstated(
        uint256 indexed caseId, ContentType indexed contentType, uint256 indexed contentId, string cid
    );

    /// @notice A juror was paid for voting for the final ruling.
    event JurorRewarded(uint256 indexed caseId, address indexed juror, uint256 seats, uint256 amount);

    /// @notice A juror lost stake for voting against the final ruling or not at all.
    event JurorPenalised(uint256 indexed caseId, address indexed juror, uint256 seats, uint256 amount);

    /// @notice An opener or appellant got a deposit back.
    event DepositReturned(uint256 indexed caseId, address indexed account, uint256 amount);

    /// @notice Somebody gave AUDIO to the reward pool.
    event RewardsFunded(address indexed funder, uint256 amount);

    /// @notice A case; reverts for an unknown id.
    function getCase(uint256 caseId) external view onlyInitialized returns (Case memory) {
        return existing(caseId);
    }

    /// @notice One round of a case; zeros if it was not drawn.
    function getRound(uint256 caseId, uint256 round) external view onlyInitialized returns (Round memory) {
        return rounds[caseId][round];
    }

    /// @notice One juror's part in a round; zeros if there is none, or none any more after `claim`.
    function getJuror(uint256 caseId, uint256 round, address juror)
        external
        view
        onlyInitialized
        returns (Juror memory)
    {
        return jurorsOf[caseId][round][juror];
    }

    /// @notice What a juror commits to: nobody else's vote, in no other case or round.
    function commitmentOf(uint256 caseId, uint256 round, address juror, Ruling vote, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(caseId, round, juror, vote, salt));
    }

    function existing(uint256 caseId) internal view returns (Case storage) {
        require(caseId > 0 && caseId <= caseCount, "Arbitration: no such case");
        return cases[caseId];
    }

    function inPhase(uint256 caseId, Phase phase) internal view returns (Case storage found) {
        found = existing(caseId);
        require(found.phase == phase, "Arbitration: case is in another phase");
    }

    function sitting(uint256 caseId, uint256 round) internal view returns (Juror storage juror) {
        juror = jurorsOf[caseId][round][msg.sender];
        require(juror.seats > 0, "Arbitration: caller is not on the panel");
    }
}
