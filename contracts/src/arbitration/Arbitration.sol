// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Governed} from "../eth/Governed.sol";
import {IDelegateManager} from "../eth/interfaces/IDelegateManager.sol";
import {IStaking} from "../eth/interfaces/IStaking.sol";
import {ContentType, Payments} from "../payments/Payments.sol";
import {ArbitratorRegistry} from "./ArbitratorRegistry.sol";

/// @title Arbitration
/// @notice Cases about content, service providers and purchases, ruled by panels of arbitrators who are drawn at random,
/// vote by commit and reveal, and are paid for agreeing with the final ruling. Anybody may push any phase forward.
/// @dev Amounts are in the smallest unit of AUDIO, spans in blocks. Every phase has a last block and redraws are
/// counted, so that every case ends. Runs behind a proxy: append storage only.
contract Arbitration is Governed, ReentrancyGuard {
    using SafeERC20 for IERC20;

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

    enum Parameter {
        /// AUDIO that opening a case takes
        CaseDeposit,
        /// jurors of a first panel, odd
        PanelSize,
        /// AUDIO at risk per seat
        SeatStake,
        /// blocks from opening, redraw or appeal to the block that decides the draw
        DrawDelay,
        CommitWindow,
        RevealWindow,
        AppealWindow,
        /// blocks in which a failed execution may be tried again
        ExecutionWindow,
        /// most that a case may slash, in basis points of the provider's stake when it is opened
        MaximumSlash
    }

    /// @notice How often a panel is replaced in one instance before the case goes on without it.
    uint256 public constant MAX_REDRAWS = 3;

    /// @notice The longest URI of evidence, in bytes.
    uint256 public constant MAX_URI_LENGTH = 256;

    /// @notice The longest CID, in bytes.
    uint256 public constant MAX_CID_LENGTH = 128;

    uint256 private constant PARAMETER_COUNT = 9;

    IERC20 private audio;
    ArbitratorRegistry private registry;
    IStaking private staking;
    IDelegateManager private delegateManager;
    Payments private payments;

    /// @notice The value of a parameter.
    mapping(Parameter => uint256 value) public parameters;

    /// @notice How many cases there were; their ids count from 1.
    uint256 public caseCount;

    /// @notice AUDIO that pays jurors when no losing side has put in a deposit.
    uint256 public rewardPool;

    /// @notice The case that took content down, or 0 if the content is up.
    mapping(ContentType => mapping(uint256 contentId => uint256 caseId)) public takedowns;

    mapping(uint256 caseId => Case) private cases;
    mapping(uint256 caseId => mapping(uint256 round => Round)) private rounds;
    mapping(uint256 caseId => mapping(uint256 round => mapping(address juror => Juror))) private jurorsOf;

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

    /// @notice Governance set a parameter.
    event ParameterUpdated(Parameter indexed parameter, uint256 value);

    /// @notice Governance handed over to its successor.
    event GovernanceAddressUpdated(address indexed governance);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "Arbitration: Only governance");
        _;
    }

    /// @notice Sets the contract up, once.
    /// @param token AUDIO
    /// @param arbitratorRegistry holds the arbitrators' stakes; has to name this contract
    /// @param stakingAddress tells the stake of service providers
    /// @param delegateManagerAddress slashes them; has to allow this contract
    /// @param paymentsAddress orders refunds; has to name this contract
    /// @param governance the Governance contract
    /// @param values of the parameters, in the order of `Parameter`
    function initialize(
        address token,
        address arbitratorRegistry,
        address stakingAddress,
        address delegateManagerAddress,
        address paymentsAddress,
        address governance,
        uint256[] calldata values
    ) external initializer {
        audio = IERC20(token);
        registry = ArbitratorRegistry(arbitratorRegistry);
        staking = IStaking(stakingAddress);
        delegateManager = IDelegateManager(delegateManagerAddress);
        payments = Payments(paymentsAddress);
        takeGovernanceAddress(governance, "Arbitration");
        require(values.length == PARAMETER_COUNT, "Arbitration: expected a value for each parameter");
        for (uint256 i = 0; i < PARAMETER_COUNT; i++) {
            takeParameter(Parameter(i), values[i]);
        }
    }

    /// @notice Opens a case to take content down. Like all openings it takes the case deposit from the caller, who has
    /// approved it, and commits to a block whose hash will decide the panel.
    /// @param contentType track or album
    /// @param contentId its id; must not be down already
    /// @param cid what content nodes should stop serving, up to 128 bytes; empty for an album
    /// @param evidenceUri first evidence, 1 to 256 bytes
    /// @return caseId names the case from now on
    function openTakedown(ContentType contentType, uint256 contentId, string calldata cid, string calldata evidenceUri)
        external
        onlyInitialized
        nonReentrant
        returns (uint256 caseId)
    {
        require(takedowns[contentType][contentId] == 0, "Arbitration: content is already taken down");
        require(bytes(cid).length <= MAX_CID_LENGTH, "Arbitration: expected a CID of up to 128 bytes");
        Case storage opened;
        (caseId, opened) = newCase(CaseKind.Takedown);
        (opened.contentType, opened.subjectId, opened.cid) = (contentType, contentId, cid);
        open(caseId, opened, evidenceUri);
    }

    /// @notice Opens a case to bring content back that was taken down.
    /// @param contentType track or album
    /// @param contentId its id; must be down
    /// @param evidenceUri first evidence, 1 to 256 bytes
    /// @return caseId names the case from now on
    function openReinstatement(ContentType contentType, uint256 contentId, string calldata evidenceUri)
        external
        onlyInitialized
        nonReentrant
        returns (uint256 caseId)
    {
        uint256 takedown = takedowns[contentType][contentId];
        require(takedown != 0, "Arbitration: content is not taken down");
        Case storage opened;
        (caseId, opened) = newCase(CaseKind.Reinstatement);
        (opened.contentType, opened.subjectId, opened.cid) = (contentType, contentId, cases[takedown].cid);
        opened.respondent = cases[takedown].opener;
        open(caseId, opened, evidenceUri);
    }

    /// @notice Opens a case to slash a service provider.
    /// @param provider the accused
    /// @param slashAmount 1 up to the maximum part of the provider's total stake
    /// @param evidenceUri first evidence, 1 to 256 bytes
    /// @return caseId names the case from now on
    function openMisbehaviour(address provider, uint256 slashAmount, string calldata evidenceUri)
        external
        onlyInitialized
        nonReentrant
        returns (uint256 caseId)
    {
        uint256 maximum = staking.totalStakedFor(provider) * parameters[Parameter.MaximumSlash] / 10_000;
        require(slashAmount > 0 && slashAmount <= maximum, "Arbitration: expected 1 up to the maximum slash");
        Case storage opened;
        (caseId, opened) = newCase(CaseKind.Misbehaviour);
        (opened.respondent, opened.amount) = (provider, slashAmount);
        open(caseId, opened, evidenceUri);
    }

    /// @notice Opens a case to get the price of a purchase back; its buyer only, within its refund window.
    /// @param purchaseId the purchase
    /// @param evidenceUri first evidence, 1 to 256 bytes
    /// @return caseId names the case from now on
    function openRefund(uint256 purchaseId, string calldata evidenceUri)
        external
        onlyInitialized
        nonReentrant
        returns (uint256 caseId)
    {
        Payments.Purchase memory bought = payments.getPurchase(purchaseId);
        require(msg.sender == bought.buyer, "Arbitration: Only the buyer");
        require(bought.refundState == Payments.RefundState.None, "Arbitration: refund already ordered");
        require(block.number <= bought.refundDeadline, "Arbitration: refund window is over");
        Case storage opened;
        (caseId, opened) = newCase(CaseKind.Refund);
        (opened.subjectId, opened.respondent, opened.amount) = (purchaseId, bought.seller, bought.price);
        open(caseId, opened, evidenceUri);
    }

    /// @notice Points the jurors to evidence, until the case is closed. Open to anyone, as the contract can't know who
    /// owns content; jurors see who submitted.
    /// @param caseId an open case
    /// @param uri 1 to 256 bytes
    function submitEvidence(uint256 caseId, string calldata uri) external onlyInitialized {
        require(existing(caseId).phase < Phase.Executing, "Arbitration: case is closed");
        takeEvidence(caseId, uri);
    }

    /// @notice Draws the panel, in the 256 blocks after the one that was committed to.
    /// @param caseId a case in the phase Drawing
    function draw(uint256 caseId) external onlyInitialized nonReentrant {
        Case storage drawn = inPhase(caseId, Phase.Drawing);
        require(block.number > drawn.drawBlock, "Arbitration: draw block is not mined yet");
        bytes32 entropy = blockhash(drawn.drawBlock);
        require(entropy != 0, "Arbitration: draw was missed, expected a redraw");
        uint256 seatStake = parameters[Parameter.SeatStake];
        address[] memory jurors = registry.seatPanel(
            keccak256(abi.encode(entropy, caseId, drawn.round)),
            drawn.stakesAt,
            drawn.panelSize,
            seatStake,
            [drawn.opener, drawn.respondent, drawn.appellant]
        );
        if (jurors.length == 0) {
            missDraw(caseId, drawn);
        } else {
            startVote(caseId, drawn, jurors, seatStake);
        }
    }

    /// @notice Commits to another block for a draw that nobody made in time; after 3 redraws the case goes
    /// on without a panel.
    /// @param caseId a case in the phase Drawing
    function redraw(uint256 caseId) external onlyInitialized nonReentrant {
        Case storage missed = inPhase(caseId, Phase.Drawing);
        require(block.number > missed.drawBlock + 256, "Arbitration: draw is still possible");
        missDraw(caseId, missed);
    }

    /// @notice Commits the caller, a juror, to a vote. May be called again in the commit window.
    /// @param caseId a case in the phase Voting
    /// @param commitment `keccak256(abi.encode(caseId, round, juror, vote, salt))`, see `commitmentOf`
    function commitVote(uint256 caseId, bytes32 commitment) external onlyInitialized {
        Case storage voting = inPhase(caseId, Phase.Voting);
        require(block.number <= rounds[caseId][voting.round].commitEnd, "Arbitration: commit window is over");
        require(commitment != 0, "Arbitration: commitment is 0");
        Juror storage juror = sitting(caseId, voting.round);
        juror.commitment = commitment;
        emit VoteCommitted(caseId, voting.round, msg.sender, commitment);
    }

    /// @notice Reveals the caller's vote, in the reveal window.
    /// @param caseId a case in the phase Voting
    /// @param vote Upheld or Rejected
    /// @param salt the secret of the commitment
    function revealVote(uint256 caseId, Ruling vote, bytes32 salt) external onlyInitialized {
        Case storage voting = inPhase(caseId, Phase.Voting);
        Round storage round = rounds[caseId][voting.round];
        require(block.number > round.commitEnd, "Arbitration: commit window is open");
        require(block.number <= round.revealEnd, "Arbitration: reveal window is over");
        require(vote == Ruling.Upheld || vote == Ruling.Rejected, "Arbitration: expected a vote for a side");
        Juror storage juror = sitting(caseId, voting.round);
        require(juror.vote == Ruling.None, "Arbitration: vote is already revealed");
        require(
            juror.commitment == commitmentOf(caseId, voting.round, msg.sender, vote, salt),
            "Arbitration: vote and salt differ from the commitment"
        );
        juror.vote = vote;
        if (vote == Ruling.Upheld) {
            round.upheld += juror.seats;
        } else {
            round.rejected += juror.seats;
        }
        emit VoteRevealed(caseId, voting.round, msg.sender, vote, juror.seats);
    }

    /// @notice Counts the revealed votes: the majority rules, a tie is for the respondent. If there are none, another
    /// panel is drawn; after 3 redraws the case goes on without a panel.
    /// @param caseId a case in the phase Voting whose reveal window is over
    function rule(uint256 caseId) external onlyInitialized nonReentrant {
        Case storage voted = inPhase(caseId, Phase.Voting);
        Round storage round = rounds[caseId][voted.round];
        require(block.number > round.revealEnd, "Arbitration: reveal window is open");
        if (round.upheld == 0 && round.rejected == 0) {
            emit PanelAbsent(caseId, voted.round);
            voted.round++;
            replacePanel(caseId, voted);
            return;
        }
        voted.ruling = round.upheld > round.rejected ? Ruling.Upheld : Ruling.Rejected;
        bool isFinal = voted.appealedRuling != Ruling.None;
        if (!isFinal) {
            voted.phase = Phase.Ruled;
            voted.appealEnd = blockAfter(Parameter.AppealWindow);
        }
        emit RulingGiven(caseId, voted.round, voted.ruling, round.upheld, round.rejected, isFinal ? 0 : voted.appealEnd);
        if (isFinal) close(caseId, voted, voted.ruling == voted.appealedRuling);
    }

    /// @notice Appeals against the first ruling, on behalf of the side that lost, to a panel of twice the size plus one.
    /// Takes `appealDepositOf` from the caller, who has approved it; it comes back unless the ruling stands.
    /// @param caseId a case in the phase Ruled
    function appeal(uint256 caseId) external onlyInitialized nonReentrant {
        Case storage appealed = inPhase(caseId, Phase.Ruled);
        require(block.number <= appealed.appealEnd, "Arbitration: appeal window is over");
        uint256 deposit = appealDepositFor(appealed);
        appealed.appealedRuling = appealed.ruling;
        appealed.appellant = msg.sender;
        appealed.appealDeposit = deposit;
        appealed.panelSize = appealPanelSize(appealed);
        appealed.redraws = 0;
        appealed.round++;
        emit Appealed(caseId, msg.sender, appealed.appealedRuling, deposit, appealed.panelSize);
        schedule(caseId, appealed);
        audio.safeTransferFrom(msg.sender, address(this), deposit);
    }

    /// @notice Closes a case whose appeal window has passed and carries out its ruling. What fails may be tried again
    /// in the execution window; a failure after it is final.
    /// @param caseId a case in the phase Ruled or Executing
    function execute(uint256 caseId) external onlyInitialized nonReentrant {
        Case storage ruled = existing(caseId);
        if (ruled.phase == Phase.Ruled) {
            require(block.number > ruled.appealEnd, "Arbitration: appeal window is open");
            close(caseId, ruled, false);
            if (ruled.phase == Phase.Ended) return;
        }
        require(ruled.phase == Phase.Executing, "Arbitration: nothing to execute in this phase");
        try this.carryOut(caseId) {
            ruled.phase = Phase.Ended;
            emit CaseExecuted(caseId);
        } catch Error(string memory reason) {
            failExecution(caseId, ruled, reason);
        } catch {
            failExecution(caseId, ruled, "no reason given");
        }
    }

    /// @notice Part of `execute`, to have its failure caught; this contract only.
    /// @param caseId a case in the phase Executing
    function carryOut(uint256 caseId) external onlyInitialized {
        require(msg.sender == address(this), "Arbitration: Only itself");
        Case storage upheld = cases[caseId];
        if (upheld.kind == CaseKind.Takedown) {
            require(takedowns[upheld.contentType][upheld.subjectId] == 0, "Arbitration: content is already taken down");
            takedowns[upheld.contentType][upheld.subjectId] = caseId;
            emit ContentTakedown(caseId, upheld.contentType, upheld.subjectId, upheld.cid);
        } else if (upheld.kind == CaseKind.Reinstatement) {
            require(takedowns[upheld.contentType][upheld.subjectId] != 0, "Arbitration: content is not taken down");
            takedowns[upheld.contentType][upheld.subjectId] = 0;
            emit ContentReinstated(caseId, upheld.contentType, upheld.subjectId, upheld.cid);
        } else if (upheld.kind == CaseKind.Misbehaviour) {
            uint256 present = staking.totalStakedFor(upheld.respondent);
            require(present > 0, "Arbitration: provider has no stake");
            delegateManager.slash(upheld.amount < present ? upheld.amount : present, upheld.respondent);
        } else {
            payments.orderRefund(upheld.subjectId, upheld.stakesAt + 1);
        }
    }

    /// @notice Settles an account's part in a closed case: pays its deposits back and its rewards out, frees the stake
    /// of its seats and takes its penalties. Anyone may call.
    /// @param caseId a case in the phase Executing or Ended
    /// @param account the opener, the appellant or a juror
    function claim(uint256 caseId, address account) external onlyInitialized nonReentrant {
        Case storage closed = existing(caseId);
        require(closed.phase >= Phase.Executing, "Arbitration: case is not closed");
        uint256 deposits = takeDeposits(closed, account);
        if (deposits > 0) emit DepositReturned(caseId, account, deposits);
        (bool hadSeats, uint256 rewards) = settleSeats(caseId, closed, account);
        require(deposits > 0 || hadSeats, "Arbitration: nothing to claim");
        if (deposits + rewards > 0) audio.safeTransfer(account, deposits + rewards);
    }

    /// @notice Gives AUDIO of the caller, who has approved it, to the reward pool.
    /// @param amount more than 0
    function fundRewards(uint256 amount) external onlyInitialized nonReentrant {
        require(amount > 0, "Arbitration: amount is 0");
        rewardPool += amount;
        emit RewardsFunded(msg.sender, amount);
        audio.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @notice Sets a parameter for what begins from now on; Governance only.
    /// @param parameter which
    /// @param value within `boundsOf(parameter)`; the panel size must be odd
    function setParameter(Parameter parameter, uint256 value) external onlyInitialized onlyGovernance {
        takeParameter(parameter, value);
    }

    /// @notice Hands the contract to another Governance contract; Governance only.
    /// @param newGovernance answers `isGovernanceAddress()` with true
    function setGovernanceAddress(address newGovernance) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(newGovernance, "Arbitration");
        emit GovernanceAddressUpdated(newGovernance);
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

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

    /// @notice What an appeal in a case takes: as much per seat as the opening did.
    function appealDepositOf(uint256 caseId) external view onlyInitialized returns (uint256) {
        return appealDepositFor(existing(caseId));
    }

    /// @notice What a juror commits to: nobody else's vote, in no other case or round.
    function commitmentOf(uint256 caseId, uint256 round, address juror, Ruling vote, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(caseId, round, juror, vote, salt));
    }

    /// @notice The least and the greatest value of a parameter.
    function boundsOf(Parameter parameter) public pure returns (uint256 least, uint256 greatest) {
        if (parameter == Parameter.PanelSize) return (1, 7);
        if (parameter == Parameter.CaseDeposit || parameter == Parameter.SeatStake) return (1e18, 1e24);
        if (parameter == Parameter.DrawDelay) return (1, 7_200);
        if (parameter == Parameter.MaximumSlash) return (1, 5_000);
        return (1, 216_000);
    }

    function newCase(CaseKind kind) private returns (uint256 caseId, Case storage opened) {
        caseId = ++caseCount;
        opened = cases[caseId];
        opened.kind = kind;
    }

    function open(uint256 caseId, Case storage opened, string calldata evidenceUri) private {
        opened.opener = msg.sender;
        opened.deposit = parameters[Parameter.CaseDeposit];
        opened.panelSize = uint8(parameters[Parameter.PanelSize]);
        opened.stakesAt = uint64(block.number - 1);
        require(
            registry.totalStakeAt(opened.stakesAt) >= opened.panelSize * parameters[Parameter.SeatStake],
            "Arbitration: arbitrators have too little stake for a panel"
        );
        emit CaseOpened(
            caseId,
            opened.kind,
            msg.sender,
            opened.respondent,
            opened.contentType,
            opened.subjectId,
            opened.amount,
            opened.cid,
            opened.deposit
        );
        takeEvidence(caseId, evidenceUri);
        schedule(caseId, opened);
        audio.safeTransferFrom(msg.sender, address(this), opened.deposit);
    }

    function takeEvidence(uint256 caseId, string calldata uri) private {
        require(
            bytes(uri).length > 0 && bytes(uri).length <= MAX_URI_LENGTH,
            "Arbitration: expected a URI of 1 to 256 bytes"
        );
        emit EvidenceSubmitted(caseId, msg.sender, uri);
    }

    function schedule(uint256 caseId, Case storage drawn) private {
        drawn.phase = Phase.Drawing;
        drawn.drawBlock = blockAfter(Parameter.DrawDelay);
        emit DrawScheduled(caseId, drawn.round, drawn.drawBlock);
    }

    function missDraw(uint256 caseId, Case storage missed) private {
        emit DrawMissed(caseId, missed.round, missed.drawBlock);
        replacePanel(caseId, missed);
    }

    /// @dev Without a panel the first instance ends in a dismissal and an appeal leaves the first ruling as it is;
    /// neither is the fault of who put in a deposit.
    function replacePanel(uint256 caseId, Case storage failed) private {
        if (failed.redraws < MAX_REDRAWS) {
            failed.redraws++;
            schedule(caseId, failed);
        } else {
            if (failed.appealedRuling == Ruling.None) failed.ruling = Ruling.Dismissed;
            close(caseId, failed, false);
        }
    }

    function startVote(uint256 caseId, Case storage drawn, address[] memory jurors, uint256 seatStake) private {
        Round storage round = rounds[caseId][drawn.round];
        round.seats = drawn.panelSize;
        round.seatStake = seatStake;
        round.commitEnd = blockAfter(Parameter.CommitWindow);
        round.revealEnd = round.commitEnd + uint64(parameters[Parameter.RevealWindow]);
        for (uint256 i = 0; i < jurors.length; i++) {
            jurorsOf[caseId][drawn.round][jurors[i]].seats++;
        }
        drawn.phase = Phase.Voting;
        emit PanelDrawn(caseId, drawn.round, jurors, seatStake, round.commitEnd, round.revealEnd);
    }

    /// @dev Makes the ruling final and fills the pot: penalties, the losing side's deposits or else the pool's share.
    function close(uint256 caseId, Case storage closed, bool appealFailed) private {
        (uint256 coherentSeats, uint256 penalties) = countSeats(caseId, closed);
        uint256 pot = penalties + forfeitDeposits(closed, appealFailed);
        closed.rewardPerSeat = coherentSeats == 0 ? 0 : pot / coherentSeats;
        rewardPool += pot - closed.rewardPerSeat * coherentSeats;
        closed.phase = closed.ruling == Ruling.Upheld ? Phase.Executing : Phase.Ended;
        closed.executionEnd = blockAfter(Parameter.ExecutionWindow);
        emit CaseClosed(caseId, closed.ruling, coherentSeats, closed.rewardPerSeat);
        if (penalties > 0) registry.seize(penalties);
    }

    function countSeats(uint256 caseId, Case storage closed)
        private
        view
        returns (uint256 coherentSeats, uint256 penalties)
    {
        for (uint256 i = 0; i <= closed.round; i++) {
            Round storage round = rounds[caseId][i];
            uint256 coherent = closed.ruling == Ruling.Upheld ? round.upheld : round.rejected;
            coherentSeats += coherent;
            penalties += (round.seats - coherent) * round.seatStake;
        }
    }

    /// @dev When the opener wins, the losing side has paid nothing unless it appealed. Then the pool pays as much as the
    /// opener would have lost, so that jurors earn the same whichever way they rule.
    function forfeitDeposits(Case storage closed, bool appealFailed) private returns (uint256 pot) {
        if (appealFailed) {
            pot = closed.appealDeposit;
            closed.appealDeposit = 0;
        }
        if (closed.ruling == Ruling.Rejected) {
            pot += closed.deposit;
            closed.deposit = 0;
        } else if (closed.ruling == Ruling.Upheld && pot == 0) {
            pot = closed.deposit < rewardPool ? closed.deposit : rewardPool;
            rewardPool -= pot;
        }
    }

    function failExecution(uint256 caseId, Case storage failed, string memory reason) private {
        bool isFinal = block.number > failed.executionEnd;
        if (isFinal) failed.phase = Phase.Ended;
        emit ExecutionFailed(caseId, reason, isFinal);
    }

    function takeDeposits(Case storage closed, address account) private returns (uint256 deposits) {
        if (account == closed.opener) {
            deposits = closed.deposit;
            closed.deposit = 0;
        }
        if (account == closed.appellant) {
            deposits += closed.appealDeposit;
            closed.appealDeposit = 0;
        }
    }

    function settleSeats(uint256 caseId, Case storage closed, address account)
        private
        returns (bool hadSeats, uint256 rewards)
    {
        uint256 coherentSeats = 0;
        uint256 seats = 0;
        uint256 locked = 0;
        uint256 penalty = 0;
        for (uint256 i = 0; i <= closed.round; i++) {
            Juror memory juror = jurorsOf[caseId][i][account];
            if (juror.seats == 0) continue;
            uint256 seatStakes = juror.seats * rounds[caseId][i].seatStake;
            seats += juror.seats;
            locked += seatStakes;
            if (juror.vote == closed.ruling) {
                coherentSeats += juror.seats;
            } else {
                penalty += seatStakes;
            }
            delete jurorsOf[caseId][i][account];
        }
        if (seats == 0) return (false, 0);
        rewards = coherentSeats * closed.rewardPerSeat;
        if (coherentSeats > 0) emit JurorRewarded(caseId, account, coherentSeats, rewards);
        if (penalty > 0) emit JurorPenalised(caseId, account, seats - coherentSeats, penalty);
        registry.release(account, locked, penalty);
        return (true, rewards);
    }

    function takeParameter(Parameter parameter, uint256 value) private {
        (uint256 least, uint256 greatest) = boundsOf(parameter);
        require(value >= least && value <= greatest, "Arbitration: parameter is out of bounds");
        require(parameter != Parameter.PanelSize || value % 2 == 1, "Arbitration: panel size must be odd");
        parameters[parameter] = value;
        emit ParameterUpdated(parameter, value);
    }

    function blockAfter(Parameter span) private view returns (uint64) {
        return uint64(block.number + parameters[span]);
    }

    function existing(uint256 caseId) private view returns (Case storage) {
        require(caseId > 0 && caseId <= caseCount, "Arbitration: no such case");
        return cases[caseId];
    }

    function inPhase(uint256 caseId, Phase phase) private view returns (Case storage found) {
        found = existing(caseId);
        require(found.phase == phase, "Arbitration: case is in another phase");
    }

    function sitting(uint256 caseId, uint256 round) private view returns (Juror storage juror) {
        juror = jurorsOf[caseId][round][msg.sender];
        require(juror.seats > 0, "Arbitration: caller is not on the panel");
    }

    function appealPanelSize(Case storage appealed) private view returns (uint8) {
        return 2 * appealed.panelSize + 1;
    }

    function appealDepositFor(Case storage appealed) private view returns (uint256) {
        return appealed.deposit * appealPanelSize(appealed) / appealed.panelSize;
    }
}
