// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {AudiusAdminUpgradeabilityProxy} from "../../src/proxy/AudiusAdminUpgradeabilityProxy.sol";
import {Vm} from "../TestKit.sol";
import {EthSide} from "./EthSide.sol";

/// @dev What proposals call in these tests: does as told, well or ill.
contract Target {
    GovernanceV2 private immutable governance;
    uint256 public value;
    address public caller;
    uint256 public paid;
    GovernanceV2.Outcome public outcomeSeen;

    constructor(GovernanceV2 governance_) {
        governance = governance_;
    }

    function set(uint256 newValue) external payable returns (uint256) {
        (value, caller, paid) = (newValue, msg.sender, msg.value);
        return newValue * 2;
    }

    function fail() external pure {
        revert("Target: as told");
    }

    function failWithoutReason() external pure {
        assembly {
            invalid()
        }
    }

    function work(uint256 gasToUse) external {
        uint256 start = gasleft();
        while (start - gasleft() < gasToUse) {}
        value = gasToUse;
    }

    function evaluate(uint256 proposalId) external {
        governance.evaluateProposalOutcome(proposalId);
    }

    function look(uint256 proposalId) external {
        (, bytes memory answer) =
            address(governance).staticcall(abi.encodeCall(GovernanceV2.getProposalById, (proposalId)));
        outcomeSeen = GovernanceV2.Outcome(abi.decode(answer, (uint256[9]))[8]);
    }

    function executeAsGuardian() external {
        governance.guardianExecuteTransaction("Target", 0, "set(uint256)", abi.encode(1));
    }
}

/// @dev Governance before anybody has staked.
contract GovernanceV2SetupTest is EthSide {
    address private constant NOBODY = address(0x404);

    GovernanceV2 private bare;

    function setUp() public {
        bare = new GovernanceV2();
    }

    function test_initializesOnce() public {
        assertInitializedOnce(address(governance), initialization(address(registry), 1, 0, 1, 1, NOBODY));
        vm.prank(address(governance));
        assertInitializedOnce(address(governance), initialization(address(registry), 1, 0, 1, 1, NOBODY));
    }

    function test_initializeChecksItsArgumentsInOrder() public {
        address target = address(bare);
        assertReverts(
            target, initialization(address(0), 0, 0, 0, 0, address(0)), "Governance: Requires non-zero _registryAddress"
        );
        assertReverts(
            target, initialization(NOBODY, 0, 0, 0, 0, address(0)), "Governance: Requires non-zero _votingPeriod"
        );
        assertReverts(
            target,
            initialization(NOBODY, 1, 0, 0, 0, address(0)),
            "Governance: Requires non-zero _maxInProgressProposals"
        );
        assertReverts(
            target,
            initialization(NOBODY, 1, 0, 0, 1, address(0)),
            "Governance: Requires _votingQuorumPercent between 1 & 100"
        );
        assertReverts(
            target,
            initialization(NOBODY, 1, 0, 101, 1, address(0)),
            "Governance: Requires _votingQuorumPercent between 1 & 100"
        );
        assertReverts(
            target, initialization(NOBODY, 1, 0, 100, 1, address(0)), "Governance: Requires non-zero _guardianAddress"
        );
    }

    function test_initializeSetsEverythingAndEmitsNothing() public {
        vm.recordLogs();
        bare.initialize(address(registry), 7, 0, 50, 3, NOBODY);
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        assertEq(bare.getRegistryAddress(), address(registry), "registry");
        assertEq(bare.getVotingPeriod(), 7, "voting period");
        assertEq(bare.getExecutionDelay(), 0, "execution delay");
        assertEq(bare.getVotingQuorumPercent(), 50, "quorum");
        assertEq(bare.getMaxInProgressProposals(), 3, "max in progress");
        assertEq(bare.getGuardianAddress(), NOBODY, "guardian");
        assertEq(bare.getStakingAddress(), address(0), "staking");
        assertEq(bare.getServiceProviderFactoryAddress(), address(0), "service provider factory");
        assertEq(bare.getDelegateManagerAddress(), address(0), "delegate manager");
        assertEq(bare.getInProgressProposals().length, 0, "in progress");
        require(bare.inProgressProposalsAreUpToDate(), "up to date");
    }

    function test_nothingButItsMarkAnswersBeforeInitialization() public {
        require(bare.isGovernanceAddress(), "isGovernanceAddress");
        address target = address(bare);
        assertUninitialized(target, abi.encodeCall(bare.submitProposal, ("Token", 0, "f()", "", "name", "why")));
        assertUninitialized(target, abi.encodeCall(bare.submitVote, (1, GovernanceV2.Vote.Yes)));
        assertUninitialized(target, abi.encodeCall(bare.updateVote, (1, GovernanceV2.Vote.Yes)));
        assertUninitialized(target, abi.encodeCall(bare.evaluateProposalOutcome, (1)));
        assertUninitialized(target, abi.encodeCall(bare.vetoProposal, (1)));
        assertUninitialized(target, abi.encodeCall(bare.guardianExecuteTransaction, ("Token", 0, "f()", "")));
        assertUninitialized(target, abi.encodeCall(bare.transferGuardianship, (NOBODY)));
        assertUninitialized(target, abi.encodeCall(bare.setRegistryAddress, (NOBODY)));
        assertUninitialized(target, abi.encodeCall(bare.setStakingAddress, (NOBODY)));
        assertUninitialized(target, abi.encodeCall(bare.setServiceProviderFactoryAddress, (NOBODY)));
        assertUninitialized(target, abi.encodeCall(bare.setDelegateManagerAddress, (NOBODY)));
        assertUninitialized(target, abi.encodeCall(bare.setVotingPeriod, (1)));
        assertUninitialized(target, abi.encodeCall(bare.setExecutionDelay, (1)));
        assertUninitialized(target, abi.encodeCall(bare.setVotingQuorumPercent, (1)));
        assertUninitialized(target, abi.encodeCall(bare.setMaxInProgressProposals, (1)));
        assertUninitialized(target, abi.encodeCall(bare.getProposalById, (1)));
        assertUninitialized(target, abi.encodeCall(bare.getProposalTargetContractHash, (1)));
        assertUninitialized(target, abi.encodeCall(bare.getVoteInfoByProposalAndVoter, (1, NOBODY)));
        assertUninitialized(target, abi.encodeCall(bare.getInProgressProposals, ()));
        assertUninitialized(target, abi.encodeCall(bare.inProgressProposalsAreUpToDate, ()));
        assertUninitialized(target, abi.encodeCall(bare.getVotingPeriod, ()));
        assertUninitialized(target, abi.encodeCall(bare.getExecutionDelay, ()));
        assertUninitialized(target, abi.encodeCall(bare.getVotingQuorumPercent, ()));
        assertUninitialized(target, abi.encodeCall(bare.getMaxInProgressProposals, ()));
        assertUninitialized(target, abi.encodeCall(bare.getGuardianAddress, ()));
        assertUninitialized(target, abi.encodeCall(bare.getRegistryAddress, ()));
        assertUninitialized(target, abi.encodeCall(bare.getStakingAddress, ()));
        assertUninitialized(target, abi.encodeCall(bare.getServiceProviderFactoryAddress, ()));
        assertUninitialized(target, abi.encodeCall(bare.getDelegateManagerAddress, ()));
    }

    function test_proposalsNeedTheLinksInOrder() public {
        bare.initialize(address(registry), 7, 0, 50, 3, NOBODY);
        assertProposalsRevert("Governance: stakingAddress is not set");
        vm.prank(address(bare));
        bare.setStakingAddress(address(staking));
        assertProposalsRevert("Governance: serviceProviderFactoryAddress is not set");
        vm.prank(address(bare));
        bare.setServiceProviderFactoryAddress(address(factory));
        assertProposalsRevert("Governance: delegateManagerAddress is not set");
        vm.prank(address(bare));
        bare.setDelegateManagerAddress(address(delegateManager));
        assertReverts(
            address(bare),
            abi.encodeCall(bare.evaluateProposalOutcome, (1)),
            "Governance: Must provide valid non-zero _proposalId"
        );
    }

    function test_aProposalMadeBeforeAnyStakeIsNeverDecided() public {
        vm.prank(GUARDIAN);
        uint256 id = governance.submitProposal("Token", 0, "pause()", "", "name", "why");
        vm.roll(block.number + VOTING_PERIOD + EXECUTION_DELAY + 1);
        vm.expectRevert();
        governance.evaluateProposalOutcome(id);
        vm.prank(GUARDIAN);
        governance.vetoProposal(id);
    }

    function assertProposalsRevert(string memory text) private {
        address target = address(bare);
        assertReverts(target, abi.encodeCall(bare.submitProposal, ("Token", 0, "f()", "", "name", "why")), text);
        assertReverts(target, abi.encodeCall(bare.submitVote, (1, GovernanceV2.Vote.Yes)), text);
        assertReverts(target, abi.encodeCall(bare.updateVote, (1, GovernanceV2.Vote.Yes)), text);
        assertReverts(target, abi.encodeCall(bare.evaluateProposalOutcome, (1)), text);
    }

    function initialization(
        address registry_,
        uint256 votingPeriod,
        uint256 executionDelay,
        uint256 quorum,
        uint16 maxInProgress,
        address guardian
    ) private pure returns (bytes memory) {
        return abi.encodeCall(
            GovernanceV2.initialize, (registry_, votingPeriod, executionDelay, quorum, maxInProgress, guardian)
        );
    }
}

contract GovernanceV2Test is EthSide {
    bytes32 private constant TARGET = "Target";
    address private constant VOTER = address(0x1111);
    address private constant WHALE = address(0x2222);
    address private constant DELEGATOR = address(0x3333);
    address private constant NOBODY = address(0x404);
    uint256 private constant WHALE_STAKE = MIN_STAKE * 3;
    string private constant UNKNOWN = "Governance: Must provide valid non-zero _proposalId";
    string private constant ENDED = "Governance: Proposal votingPeriod has ended";

    Target private target;

    /// @dev VOTER, WHALE and DELEGATOR hold 2, 6 and 1 ninths of the stake.
    function setUp() public {
        target = new Target(governance);
        vm.prank(address(governance));
        registry.addContract(TARGET, address(target));
        register(VOTER, MIN_STAKE);
        register(WHALE, WHALE_STAKE);
        delegate(DELEGATOR, WHALE, MIN_STAKE / 2);
        vm.roll(block.number + 1);
    }

    // Proposals

    function test_submitProposal() public {
        vm.recordLogs();
        vm.prank(VOTER);
        uint256 id = governance.submitProposal(TARGET, 3, "set(uint256)", abi.encode(7), "a name", "a reason");
        assertEq(id, 1, "id");
        assertLog(
            onlyLog(),
            address(governance),
            "ProposalSubmitted(uint256,address,string,string)",
            words(word(1), word(VOTER)),
            abi.encode("a name", "a reason")
        );
        assertEq(governance.getProposalTargetContractHash(1), address(target).codehash, "target code hash");
        (uint256[6] memory head, string memory signature, bytes memory callData, uint256[4] memory tail_) = proposal(1);
        assertEq(abi.encode(head), abi.encode(1, VOTER, block.number, TARGET, target, 3), "id to callValue");
        assertEq(bytes(signature), "set(uint256)", "functionSignature");
        assertEq(callData, abi.encode(7), "callData");
        assertEq(abi.encode(tail_), abi.encode(0, 0, 0, 0), "outcome to numVotes");
        assertEq(abi.encode(governance.getInProgressProposals()), abi.encode(ids(1)), "in progress");
        assertEq(propose(VOTER, "fail()", ""), 2, "next id");
    }

    function test_delegatorsAndTheGuardianProposeToo() public {
        propose(DELEGATOR, "fail()", "");
        propose(GUARDIAN, "fail()", "");
    }

    function test_submitProposalChecksItsArgumentsInOrder() public {
        assertProposalRefused(
            NOBODY,
            "Nowhere",
            "",
            "",
            "",
            "Governance: Proposer must be address with non-zero total active stake or be guardianAddress."
        );
        string memory text = "Governance: _targetContractRegistryKey must point to valid registered contract";
        assertProposalRefused(VOTER, "Nowhere", "", "", "", text);
        assertProposalRefused(VOTER, TARGET, "", "", "", "Governance: _functionSignature cannot be empty.");
        assertProposalRefused(VOTER, TARGET, "f()", "", "", "Governance: _description length must be > 0");
        assertProposalRefused(VOTER, TARGET, "f()", "", "why", "Governance: _name length must be > 0");
    }

    function test_aPendingWithdrawalTakesTheRightToPropose() public {
        vm.prank(VOTER);
        factory.requestDecreaseStake(MIN_STAKE);
        vm.prank(DELEGATOR);
        delegateManager.requestUndelegateStake(WHALE, MIN_STAKE / 2);
        string memory text =
            "Governance: Proposer must be address with non-zero total active stake or be guardianAddress.";
        assertProposalRefused(VOTER, TARGET, "f()", "name", "why", text);
        assertProposalRefused(DELEGATOR, TARGET, "f()", "name", "why", text);
    }

    function test_submitProposalWaitsForEvaluations() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.roll(block.number + VOTING_PERIOD + EXECUTION_DELAY);
        require(governance.inProgressProposalsAreUpToDate(), "not evaluatable yet");
        propose(VOTER, "fail()", "");
        vm.roll(block.number + 1);
        require(!governance.inProgressProposalsAreUpToDate(), "evaluatable");
        assertProposalRefused(
            NOBODY,
            TARGET,
            "f()",
            "name",
            "why",
            "Governance: Cannot submit new proposal until all evaluatable InProgress proposals are evaluated."
        );
        governance.evaluateProposalOutcome(id);
        propose(VOTER, "fail()", "");
    }

    function test_submitProposalKeepsToTheLimit() public {
        govern("Governance", "setMaxInProgressProposals(uint16)", abi.encode(2));
        propose(VOTER, "fail()", "");
        uint256 second = propose(VOTER, "fail()", "");
        assertProposalRefused(
            NOBODY,
            TARGET,
            "f()",
            "name",
            "why",
            "Governance: Number of InProgress proposals already at max. Please evaluate if possible, or wait for current proposals' votingPeriods to expire."
        );
        veto(second);
        propose(VOTER, "fail()", "");
    }

    function testFuzz_everyFunctionRefusesUnknownIds(uint256 id) public {
        propose(VOTER, "fail()", "");
        vm.assume(id != 1);
        vm.prank(VOTER);
        expectRevertText(UNKNOWN);
        governance.submitVote(id, GovernanceV2.Vote.Yes);
        vm.prank(VOTER);
        expectRevertText(UNKNOWN);
        governance.updateVote(id, GovernanceV2.Vote.Yes);
        expectRevertText(UNKNOWN);
        governance.evaluateProposalOutcome(id);
        expectRevertText(UNKNOWN);
        governance.vetoProposal(id);
        assertReverts(address(governance), abi.encodeCall(governance.getProposalById, (id)), UNKNOWN);
        expectRevertText(UNKNOWN);
        governance.getProposalTargetContractHash(id);
        expectRevertText(UNKNOWN);
        governance.getVoteInfoByProposalAndVoter(id, VOTER);
    }

    // Votes

    function test_submitVote() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.roll(block.number + 1);
        vm.recordLogs();
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        assertVoteSubmitted(onlyLog(), id, VOTER, GovernanceV2.Vote.Yes, MIN_STAKE);
        vm.recordLogs();
        vote(DELEGATOR, id, GovernanceV2.Vote.No);
        assertVoteSubmitted(onlyLog(), id, DELEGATOR, GovernanceV2.Vote.No, MIN_STAKE / 2);
        assertTally(id, MIN_STAKE, MIN_STAKE / 2, 2);
        assertBallot(id, VOTER, GovernanceV2.Vote.Yes, MIN_STAKE);
        assertBallot(id, DELEGATOR, GovernanceV2.Vote.No, MIN_STAKE / 2);
        assertBallot(id, WHALE, GovernanceV2.Vote.None, 0);
    }

    function test_submitVoteRefuses() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.prank(NOBODY);
        expectRevertText(ENDED);
        governance.submitVote(id, GovernanceV2.Vote.None);
        vm.roll(block.number + 1);
        vm.prank(NOBODY);
        expectRevertText("Governance: Voter must be address with non-zero total active stake.");
        governance.submitVote(id, GovernanceV2.Vote.None);
        vm.prank(GUARDIAN);
        expectRevertText("Governance: Voter must be address with non-zero total active stake.");
        governance.submitVote(id, GovernanceV2.Vote.Yes);
        vm.prank(VOTER);
        expectRevertText("Governance: Can only submit a Yes or No vote");
        governance.submitVote(id, GovernanceV2.Vote.None);
        vm.prank(VOTER);
        (bool success,) = address(governance).call(abi.encodeWithSignature("submitVote(uint256,uint8)", id, 3));
        require(!success, "took a vote that there is not");
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        vm.prank(VOTER);
        expectRevertText("Governance: To update previous vote, call updateVote()");
        governance.submitVote(id, GovernanceV2.Vote.None);
    }

    function test_votesAreTakenFromTheNextBlockToTheEndOfThePeriod() public {
        uint256 id = propose(VOTER, "fail()", "");
        uint256 submission = block.number;
        vm.roll(submission + 1);
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        vm.roll(submission + VOTING_PERIOD);
        vote(WHALE, id, GovernanceV2.Vote.Yes);
        updateVote(VOTER, id, GovernanceV2.Vote.No);
        vm.roll(submission + VOTING_PERIOD + 1);
        vm.prank(DELEGATOR);
        expectRevertText(ENDED);
        governance.submitVote(id, GovernanceV2.Vote.Yes);
        vm.prank(VOTER);
        expectRevertText(ENDED);
        governance.updateVote(id, GovernanceV2.Vote.Yes);
    }

    function test_updateVoteMovesTheWeight() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.roll(block.number + 1);
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        vm.recordLogs();
        updateVote(VOTER, id, GovernanceV2.Vote.No);
        assertVoteUpdated(onlyLog(), id, GovernanceV2.Vote.No, GovernanceV2.Vote.Yes);
        assertTally(id, 0, MIN_STAKE, 1);
        assertBallot(id, VOTER, GovernanceV2.Vote.No, MIN_STAKE);
        vm.recordLogs();
        updateVote(VOTER, id, GovernanceV2.Vote.No);
        assertVoteUpdated(onlyLog(), id, GovernanceV2.Vote.No, GovernanceV2.Vote.No);
        assertTally(id, 0, MIN_STAKE, 1);
        updateVote(VOTER, id, GovernanceV2.Vote.Yes);
        assertTally(id, MIN_STAKE, 0, 1);
    }

    function test_updateVoteRefuses() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.prank(VOTER);
        expectRevertText(ENDED);
        governance.updateVote(id, GovernanceV2.Vote.Yes);
        vm.roll(block.number + 1);
        vm.prank(VOTER);
        expectRevertText("Governance: To submit new vote, call submitVote()");
        governance.updateVote(id, GovernanceV2.Vote.None);
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        vm.prank(VOTER);
        expectRevertText("Governance: Can only submit a Yes or No vote");
        governance.updateVote(id, GovernanceV2.Vote.None);
    }

    function test_theWeightStaysThatOfTheFirstVote() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.roll(block.number + 1);
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        fund(VOTER, MIN_STAKE);
        vm.prank(VOTER);
        factory.increaseStake(MIN_STAKE);
        updateVote(VOTER, id, GovernanceV2.Vote.No);
        assertTally(id, 0, MIN_STAKE, 1);
    }

    function testFuzz_theWeightIsWhatIsNotOnItsWayOut(uint256 ownOut, uint256 delegatedOut) public {
        delegate(WHALE, VOTER, MIN_STAKE);
        ownOut = 1 + ownOut % WHALE_STAKE;
        delegatedOut = 1 + delegatedOut % MIN_STAKE;
        vm.prank(WHALE);
        factory.requestDecreaseStake(ownOut);
        vm.prank(WHALE);
        delegateManager.requestUndelegateStake(VOTER, delegatedOut);
        uint256 weight = WHALE_STAKE + MIN_STAKE - ownOut - delegatedOut;
        uint256 id = propose(VOTER, "fail()", "");
        vm.roll(block.number + 1);
        if (weight > 0) {
            vote(WHALE, id, GovernanceV2.Vote.Yes);
            assertTally(id, weight, 0, 1);
        } else {
            vm.prank(WHALE);
            expectRevertText("Governance: Voter must be address with non-zero total active stake.");
            governance.submitVote(id, GovernanceV2.Vote.Yes);
        }
    }

    // Evaluation

    function test_anApprovedProposalIsExecuted() public {
        uint256 id = propose(VOTER, "set(uint256)", abi.encode(21));
        approve(id);
        vm.recordLogs();
        vm.prank(NOBODY);
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecuted);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        assertExecuted(logs[0], id, true, abi.encode(42));
        assertEvaluated(logs[1], id, GovernanceV2.Outcome.ApprovedExecuted);
        assertEq(target.value(), 21, "value");
        assertEq(target.caller(), address(governance), "caller");
        assertEq(governance.getInProgressProposals().length, 0, "in progress");
    }

    function test_aFailingCallIsAnOutcome() public {
        uint256 id = propose(VOTER, "fail()", "");
        approve(id);
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecutionFailed);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        assertExecuted(logs[0], id, false, abi.encodeWithSignature("Error(string)", "Target: as told"));
        assertEvaluated(logs[1], id, GovernanceV2.Outcome.ApprovedExecutionFailed);
    }

    function test_aCallOfAMissingFunctionFails() public {
        uint256 id = propose(VOTER, "setValue(uint256)", abi.encode(1));
        approve(id);
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecutionFailed);
    }

    function test_theCallCarriesItsValue() public {
        vm.prank(VOTER);
        uint256 poor = governance.submitProposal(TARGET, 3, "set(uint256)", abi.encode(7), "name", "why");
        vm.prank(VOTER);
        uint256 rich = governance.submitProposal(TARGET, 3, "set(uint256)", abi.encode(8), "name", "why");
        vm.roll(block.number + 1);
        vote(WHALE, poor, GovernanceV2.Vote.Yes);
        approve(rich);
        assertOutcome(governance.evaluateProposalOutcome(poor), GovernanceV2.Outcome.ApprovedExecutionFailed);
        vm.deal(address(governance), 3);
        assertOutcome(governance.evaluateProposalOutcome(rich), GovernanceV2.Outcome.ApprovedExecuted);
        assertEq(target.paid(), 3, "paid");
    }

    function test_noMajorityRejectsAndATieToo() public {
        uint256 rejected = propose(VOTER, "set(uint256)", abi.encode(1));
        uint256 tied = propose(VOTER, "set(uint256)", abi.encode(1));
        register(NOBODY, MIN_STAKE);
        vm.roll(block.number + 1);
        vote(VOTER, rejected, GovernanceV2.Vote.Yes);
        vote(WHALE, rejected, GovernanceV2.Vote.No);
        vote(VOTER, tied, GovernanceV2.Vote.Yes);
        vote(NOBODY, tied, GovernanceV2.Vote.No);
        end();
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(rejected), GovernanceV2.Outcome.Rejected);
        assertEvaluated(onlyLog(), rejected, GovernanceV2.Outcome.Rejected);
        assertOutcome(governance.evaluateProposalOutcome(tied), GovernanceV2.Outcome.Rejected);
        assertEq(target.value(), 0, "not executed");
    }

    function test_withoutVotesTheQuorumIsNotMet() public {
        uint256 id = propose(VOTER, "set(uint256)", abi.encode(1));
        end();
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.QuorumNotMet);
        assertEvaluated(onlyLog(), id, GovernanceV2.Outcome.QuorumNotMet);
    }

    function test_theQuorumIsMetExactly() public {
        govern("Governance", "setVotingQuorumPercent(uint256)", abi.encode(22));
        uint256 met = propose(VOTER, "set(uint256)", abi.encode(1));
        vm.roll(block.number + 1);
        vote(VOTER, met, GovernanceV2.Vote.Yes);
        end();
        assertOutcome(governance.evaluateProposalOutcome(met), GovernanceV2.Outcome.ApprovedExecuted);
        govern("Governance", "setVotingQuorumPercent(uint256)", abi.encode(23));
        uint256 missed = propose(VOTER, "set(uint256)", abi.encode(1));
        vm.roll(block.number + 1);
        vote(VOTER, missed, GovernanceV2.Vote.Yes);
        end();
        assertOutcome(governance.evaluateProposalOutcome(missed), GovernanceV2.Outcome.QuorumNotMet);
    }

    function test_theQuorumIsOfTheStakeAtSubmission() public {
        govern("Governance", "setVotingQuorumPercent(uint256)", abi.encode(22));
        uint256 id = propose(VOTER, "set(uint256)", abi.encode(1));
        vm.roll(block.number + 1);
        register(NOBODY, MIN_STAKE * 10);
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        end();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecuted);
    }

    function testFuzz_theOutcomeFollowsFromStakesVotesAndQuorum(uint256 more, uint8[3] memory votes, uint256 quorum)
        public
    {
        fund(VOTER, MIN_STAKE * 10);
        more = 1 + more % (MIN_STAKE * 10);
        quorum = 1 + quorum % 100;
        vm.prank(VOTER);
        factory.increaseStake(more);
        govern("Governance", "setVotingQuorumPercent(uint256)", abi.encode(quorum));
        uint256 id = propose(VOTER, "set(uint256)", abi.encode(1));
        vm.roll(block.number + 1);
        address[3] memory voters = [VOTER, WHALE, DELEGATOR];
        uint256[3] memory stakes = [MIN_STAKE + more, WHALE_STAKE, MIN_STAKE / 2];
        uint256[3] memory sums;
        for (uint256 i = 0; i < 3; i++) {
            uint8 choice = votes[i] % 3;
            sums[choice] += stakes[i];
            if (choice != 0) vote(voters[i], id, GovernanceV2.Vote(choice));
        }
        end();
        GovernanceV2.Outcome expected = GovernanceV2.Outcome.Rejected;
        if ((sums[1] + sums[2]) * 100 / (sums[0] + sums[1] + sums[2]) < quorum) {
            expected = GovernanceV2.Outcome.QuorumNotMet;
        } else if (sums[2] > sums[1]) {
            expected = GovernanceV2.Outcome.ApprovedExecuted;
        }
        assertOutcome(governance.evaluateProposalOutcome(id), expected);
        assertEq(target.value(), expected == GovernanceV2.Outcome.ApprovedExecuted ? 1 : 0, "executed");
    }

    function test_evaluationWaitsForPeriodAndDelay() public {
        uint256 id = propose(VOTER, "fail()", "");
        vm.roll(block.number + VOTING_PERIOD + EXECUTION_DELAY);
        expectRevertText("Governance: Proposal votingPeriod & executionDelay must end before evaluation.");
        governance.evaluateProposalOutcome(id);
        vm.roll(block.number + 1);
        governance.evaluateProposalOutcome(id);
        expectRevertText("Governance: Can only evaluate InProgress proposal.");
        governance.evaluateProposalOutcome(id);
    }

    function test_aReplacedTargetIsNotCalled() public {
        uint256 id = propose(VOTER, "set(uint256)", abi.encode(1));
        approve(id);
        address next = address(new Target(governance));
        vm.prank(address(governance));
        registry.upgradeContract(TARGET, next);
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.TargetContractAddressChanged);
        assertEvaluated(onlyLog(), id, GovernanceV2.Outcome.TargetContractAddressChanged);
        assertEq(target.value(), 0, "not executed");
    }

    function test_aTargetWithOtherCodeIsNotCalled() public {
        uint256 id = propose(VOTER, "set(uint256)", abi.encode(1));
        approve(id);
        vm.etch(address(target), hex"00");
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.TargetContractCodeHashChanged);
        assertEvaluated(onlyLog(), id, GovernanceV2.Outcome.TargetContractCodeHashChanged);
    }

    function test_evaluationRemovesFromTheListBySwapping() public {
        propose(VOTER, "fail()", "");
        propose(VOTER, "fail()", "");
        propose(VOTER, "fail()", "");
        end();
        governance.evaluateProposalOutcome(1);
        assertEq(abi.encode(governance.getInProgressProposals()), abi.encode(ids(3, 2)), "first removed");
        governance.evaluateProposalOutcome(2);
        assertEq(abi.encode(governance.getInProgressProposals()), abi.encode(ids(3)), "last removed");
    }

    function test_aProposalGovernsTheWholeSystem() public {
        uint256 supply = token.totalSupply();
        vm.prank(VOTER);
        uint256 id = governance.submitProposal(
            DELEGATE_MANAGER, 0, "slash(uint256,address)", abi.encode(MIN_STAKE, WHALE), "Slash", "It cheated"
        );
        vm.roll(block.number + 1);
        vote(VOTER, id, GovernanceV2.Vote.Yes);
        end();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecuted);
        assertEq(token.totalSupply(), supply - MIN_STAKE, "burned");
    }

    function test_aFailureDeepInTheSystemIsTold() public {
        vm.prank(VOTER);
        uint256 id = governance.submitProposal(
            DELEGATE_MANAGER, 0, "slash(uint256,address)", abi.encode(MIN_STAKE, NOBODY), "Slash", "It cheated"
        );
        approve(id);
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecutionFailed);
        assertExecuted(
            vm.getRecordedLogs()[0],
            id,
            false,
            abi.encodeWithSignature("Error(string)", "DelegateManager: Cannot slash more than total currently staked")
        );
    }

    function test_aProposalUpgradesGovernanceItself() public {
        address next = address(new GovernanceV2());
        vm.prank(VOTER);
        uint256 id =
            governance.submitProposal("Governance", 0, "upgradeTo(address)", abi.encode(next), "Upgrade", "Better");
        approve(id);
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecuted);
        assertEq(AudiusAdminUpgradeabilityProxy(payable(address(governance))).implementation(), next, "implementation");
        assertEq(governance.getVotingPeriod(), VOTING_PERIOD, "state");
        assertOutcome(outcomeOf(id), GovernanceV2.Outcome.ApprovedExecuted);
    }

    // Attacks at execution

    function test_aProposalCannotEvaluateItselfAgain() public {
        uint256 id = propose(VOTER, "evaluate(uint256)", abi.encode(1));
        approve(id);
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecutionFailed);
        assertExecuted(
            vm.getRecordedLogs()[0],
            id,
            false,
            abi.encodeWithSignature("Error(string)", "Governance: Can only evaluate InProgress proposal.")
        );
    }

    function test_aProposalSeesItselfAsBeingEvaluated() public {
        uint256 id = propose(VOTER, "look(uint256)", abi.encode(1));
        approve(id);
        governance.evaluateProposalOutcome(id);
        assertOutcome(target.outcomeSeen(), GovernanceV2.Outcome.Evaluating);
    }

    function test_aProposalMayEvaluateAnother() public {
        uint256 inner = propose(VOTER, "fail()", "");
        uint256 outer = propose(VOTER, "evaluate(uint256)", abi.encode(inner));
        vm.roll(block.number + 1);
        vote(WHALE, inner, GovernanceV2.Vote.Yes);
        approve(outer);
        vm.recordLogs();
        assertOutcome(governance.evaluateProposalOutcome(outer), GovernanceV2.Outcome.ApprovedExecuted);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 4, "logs");
        assertEvaluated(logs[1], inner, GovernanceV2.Outcome.ApprovedExecutionFailed);
        assertEvaluated(logs[3], outer, GovernanceV2.Outcome.ApprovedExecuted);
        assertEq(governance.getInProgressProposals().length, 0, "in progress");
    }

    function test_aProposalDoesNotBorrowTheGuardiansRight() public {
        uint256 id = propose(VOTER, "executeAsGuardian()", "");
        approve(id);
        vm.prank(GUARDIAN);
        assertOutcome(governance.evaluateProposalOutcome(id), GovernanceV2.Outcome.ApprovedExecutionFailed);
    }

    function test_tooLittleGasDoesNotSpoilAnApprovedProposal() public {
        uint256 id = propose(VOTER, "work(uint256)", abi.encode(3_000_000));
        approve(id);
        expectRevertText("Governance: Not enough gas to execute the proposal.");
        governance.evaluateProposalOutcome{gas: 2_900_000}(id);
        assertOutcome(outcomeOf(id), GovernanceV2.Outcome.InProgress);
        assertOutcome(governance.evaluateProposalOutcome{gas: 4_000_000}(id), GovernanceV2.Outcome.ApprovedExecuted);
    }

    function test_aCallThatEatsAllGasFailsWithinTheGasOfATransaction() public {
        uint256 id = propose(VOTER, "failWithoutReason()", "");
        approve(id);
        assertOutcome(
            governance.evaluateProposalOutcome{gas: 7_500_000}(id), GovernanceV2.Outcome.ApprovedExecutionFailed
        );
    }

    // The guardian

    function test_vetoProposal() public {
        uint256 id = propose(VOTER, "fail()", "");
        expectRevertText("Governance: Only guardian can veto proposals.");
        governance.vetoProposal(id);
        vm.recordLogs();
        veto(id);
        assertLog(onlyLog(), address(governance), "ProposalVetoed(uint256)", words(word(id)), "");
        assertOutcome(outcomeOf(id), GovernanceV2.Outcome.Vetoed);
        assertEq(governance.getInProgressProposals().length, 0, "in progress");
        vm.prank(GUARDIAN);
        expectRevertText("Governance: Cannot veto inactive proposal.");
        governance.vetoProposal(id);
        end();
        expectRevertText("Governance: Can only evaluate InProgress proposal.");
        governance.evaluateProposalOutcome(id);
    }

    function test_guardianExecuteTransaction() public {
        vm.deal(address(governance), 3);
        vm.recordLogs();
        vm.prank(GUARDIAN);
        governance.guardianExecuteTransaction(TARGET, 3, "set(uint256)", abi.encode(21));
        assertLog(
            onlyLog(),
            address(governance),
            "GuardianTransactionExecuted(address,uint256,string,bytes,bytes)",
            words(word(address(target)), keccak256("set(uint256)"), keccak256(abi.encode(21))),
            abi.encode(3, abi.encode(42))
        );
        assertEq(target.value(), 21, "value");
        assertEq(target.paid(), 3, "paid");
        assertEq(target.caller(), address(governance), "caller");
    }

    function test_guardianExecuteTransactionRefuses() public {
        expectRevertText("Governance: Only guardian.");
        governance.guardianExecuteTransaction("Nowhere", 0, "", "");
        vm.prank(GUARDIAN);
        expectRevertText("Governance: _targetContractRegistryKey must point to valid registered contract");
        governance.guardianExecuteTransaction("Nowhere", 0, "", "");
        vm.prank(GUARDIAN);
        expectRevertText("Governance: _functionSignature cannot be empty.");
        governance.guardianExecuteTransaction(TARGET, 0, "", "");
        vm.prank(GUARDIAN);
        expectRevertText("Governance: Transaction failed.");
        governance.guardianExecuteTransaction(TARGET, 0, "fail()", "");
        vm.prank(GUARDIAN);
        expectRevertText("Governance: Transaction failed.");
        governance.guardianExecuteTransaction(TARGET, 1, "set(uint256)", abi.encode(1));
    }

    function test_transferGuardianship() public {
        expectRevertText("Governance: Only guardian.");
        governance.transferGuardianship(NOBODY);
        vm.recordLogs();
        vm.prank(GUARDIAN);
        governance.transferGuardianship(NOBODY);
        assertLog(onlyLog(), address(governance), "GuardianshipTransferred(address)", words(word(NOBODY)), "");
        assertEq(governance.getGuardianAddress(), NOBODY, "guardian");
        vm.prank(GUARDIAN);
        expectRevertText("Governance: Only guardian.");
        governance.transferGuardianship(GUARDIAN);
        vm.prank(NOBODY);
        governance.transferGuardianship(address(0));
        assertEq(governance.getGuardianAddress(), address(0), "given up");
    }

    // Parameters

    function testFuzz_onlyGovernanceChangesItsParameters(address caller) public {
        vm.assume(caller != address(governance));
        assertOnlySelf(caller, abi.encodeCall(governance.setRegistryAddress, (address(0))));
        assertOnlySelf(caller, abi.encodeCall(governance.setStakingAddress, (address(0))));
        assertOnlySelf(caller, abi.encodeCall(governance.setServiceProviderFactoryAddress, (address(0))));
        assertOnlySelf(caller, abi.encodeCall(governance.setDelegateManagerAddress, (address(0))));
        assertOnlySelf(caller, abi.encodeCall(governance.setVotingPeriod, (0)));
        assertOnlySelf(caller, abi.encodeCall(governance.setExecutionDelay, (0)));
        assertOnlySelf(caller, abi.encodeCall(governance.setVotingQuorumPercent, (0)));
        assertOnlySelf(caller, abi.encodeCall(governance.setMaxInProgressProposals, (0)));
    }

    function test_parametersAreChecked() public {
        vm.prank(address(governance));
        expectRevertText("Governance: Requires non-zero _registryAddress");
        governance.setRegistryAddress(address(0));
        vm.prank(address(governance));
        expectRevertText("Governance: Requires non-zero _stakingAddress");
        governance.setStakingAddress(address(0));
        vm.prank(address(governance));
        expectRevertText("Governance: Requires non-zero _serviceProviderFactoryAddress");
        governance.setServiceProviderFactoryAddress(address(0));
        vm.prank(address(governance));
        expectRevertText("Governance: Requires non-zero _delegateManagerAddress");
        governance.setDelegateManagerAddress(address(0));
        vm.prank(address(governance));
        expectRevertText("Governance: Requires non-zero _votingPeriod");
        governance.setVotingPeriod(0);
        vm.prank(address(governance));
        expectRevertText("Governance: Requires _votingQuorumPercent between 1 & 100");
        governance.setVotingQuorumPercent(0);
        vm.prank(address(governance));
        expectRevertText("Governance: Requires _votingQuorumPercent between 1 & 100");
        governance.setVotingQuorumPercent(101);
        vm.prank(address(governance));
        expectRevertText("Governance: Requires non-zero _newMaxInProgressProposals");
        governance.setMaxInProgressProposals(0);
    }

    function test_parametersChangeWithTheirEvents() public {
        assertChanged("setVotingPeriod(uint256)", 5, "VotingPeriodUpdated(uint256)");
        assertEq(governance.getVotingPeriod(), 5, "voting period");
        assertChanged("setExecutionDelay(uint256)", 0, "ExecutionDelayUpdated(uint256)");
        assertEq(governance.getExecutionDelay(), 0, "execution delay");
        assertChanged("setVotingQuorumPercent(uint256)", 100, "VotingQuorumPercentUpdated(uint256)");
        assertEq(governance.getVotingQuorumPercent(), 100, "quorum");
        assertChanged("setMaxInProgressProposals(uint16)", 65_535, "MaxInProgressProposalsUpdated(uint256)");
        assertEq(governance.getMaxInProgressProposals(), 65_535, "max in progress");
        assertChanged("setRegistryAddress(address)", uint160(NOBODY), "RegistryAddressUpdated(address)");
        assertEq(governance.getRegistryAddress(), NOBODY, "registry");
    }

    function test_linksChangeWithoutEvents() public {
        vm.recordLogs();
        vm.prank(address(governance));
        governance.setStakingAddress(address(1));
        vm.prank(address(governance));
        governance.setServiceProviderFactoryAddress(address(2));
        vm.prank(address(governance));
        governance.setDelegateManagerAddress(address(3));
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        assertEq(governance.getStakingAddress(), address(1), "staking");
        assertEq(governance.getServiceProviderFactoryAddress(), address(2), "service provider factory");
        assertEq(governance.getDelegateManagerAddress(), address(3), "delegate manager");
    }

    function propose(address proposer, string memory signature, bytes memory arguments) private returns (uint256) {
        vm.prank(proposer);
        return governance.submitProposal(TARGET, 0, signature, arguments, "name", "why");
    }

    function vote(address voter, uint256 id, GovernanceV2.Vote choice) private {
        vm.prank(voter);
        governance.submitVote(id, choice);
    }

    function updateVote(address voter, uint256 id, GovernanceV2.Vote choice) private {
        vm.prank(voter);
        governance.updateVote(id, choice);
    }

    function veto(uint256 id) private {
        vm.prank(GUARDIAN);
        governance.vetoProposal(id);
    }

    /// @dev Has a proposal of this block or the last one pass the vote, and goes to where it can be evaluated.
    function approve(uint256 id) private {
        vm.roll(block.number + 1);
        vote(WHALE, id, GovernanceV2.Vote.Yes);
        end();
    }

    function end() private {
        vm.roll(block.number + VOTING_PERIOD + EXECUTION_DELAY + 1);
    }

    function assertProposalRefused(
        address proposer,
        bytes32 key,
        string memory signature,
        string memory name,
        string memory description,
        string memory text
    ) private {
        vm.prank(proposer);
        expectRevertText(text);
        governance.submitProposal(key, 0, signature, "", name, description);
    }

    function assertOnlySelf(address caller, bytes memory call) private {
        vm.prank(caller);
        assertReverts(address(governance), call, "Governance: Only callable by self");
    }

    function assertChanged(string memory setter, uint256 newValue, string memory eventSignature) private {
        vm.recordLogs();
        govern("Governance", setter, abi.encode(newValue));
        assertLog(vm.getRecordedLogs()[0], address(governance), eventSignature, words(word(newValue)), "");
    }

    function assertVoteSubmitted(Vm.Log memory log, uint256 id, address voter, GovernanceV2.Vote choice, uint256 weight)
        private
        view
    {
        assertLog(
            log,
            address(governance),
            "ProposalVoteSubmitted(uint256,address,uint8,uint256)",
            words(word(id), word(voter), word(uint256(choice))),
            abi.encode(weight)
        );
    }

    function assertVoteUpdated(Vm.Log memory log, uint256 id, GovernanceV2.Vote choice, GovernanceV2.Vote previous)
        private
        view
    {
        assertLog(
            log,
            address(governance),
            "ProposalVoteUpdated(uint256,address,uint8,uint256,uint8)",
            words(word(id), word(VOTER), word(uint256(choice))),
            abi.encode(MIN_STAKE, previous)
        );
    }

    function assertExecuted(Vm.Log memory log, uint256 id, bool success, bytes memory returnData) private view {
        assertLog(
            log,
            address(governance),
            "ProposalTransactionExecuted(uint256,bool,bytes)",
            words(word(id), word(success ? 1 : 0)),
            abi.encode(returnData)
        );
    }

    /// @dev The event tells what the getter tells.
    function assertEvaluated(Vm.Log memory log, uint256 id, GovernanceV2.Outcome outcome) private view {
        uint256[4] memory stored = tail(id);
        assertEq(stored[0], uint256(outcome), "outcome");
        assertLog(
            log,
            address(governance),
            "ProposalOutcomeEvaluated(uint256,uint8,uint256,uint256,uint256)",
            words(word(id), word(uint256(outcome))),
            abi.encode(stored[1], stored[2], stored[3])
        );
    }

    function assertTally(uint256 id, uint256 yes, uint256 no, uint256 voteCount) private view {
        assertEq(abi.encode(tail(id)), abi.encode(tail(id)[0], yes, no, voteCount), "yes, no, votes");
    }

    function assertBallot(uint256 id, address voter, GovernanceV2.Vote choice, uint256 weight) private view {
        (GovernanceV2.Vote actualChoice, uint256 actualWeight) = governance.getVoteInfoByProposalAndVoter(id, voter);
        assertEq(uint256(actualChoice), uint256(choice), "vote");
        assertEq(actualWeight, weight, "weight");
    }

    function assertOutcome(GovernanceV2.Outcome actual, GovernanceV2.Outcome expected) private pure {
        assertEq(uint256(actual), uint256(expected), "outcome");
    }

    function outcomeOf(uint256 id) private view returns (GovernanceV2.Outcome) {
        return GovernanceV2.Outcome(tail(id)[0]);
    }

    /// @dev Outcome, yes, no, votes.
    function tail(uint256 id) private view returns (uint256[4] memory result) {
        (,,, result) = proposal(id);
    }

    /// @dev The answer of getProposalById: six words, the two texts, four words. Twelve variables are too many for solc.
    function proposal(uint256 id)
        private
        view
        returns (uint256[6] memory, string memory, bytes memory, uint256[4] memory)
    {
        (, bytes memory answer) = address(governance).staticcall(abi.encodeCall(governance.getProposalById, (id)));
        return abi.decode(answer, (uint256[6], string, bytes, uint256[4]));
    }

    function ids(uint256 one) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = one;
    }

    function ids(uint256 one, uint256 other) private pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (one, other);
    }
}
