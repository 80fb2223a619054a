// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Initializable} from "./Initializable.sol";
import {IDelegateManager} from "./interfaces/IDelegateManager.sol";
import {IGovernance} from "./interfaces/IGovernance.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";
import {IServiceProviderFactory} from "./interfaces/IServiceProviderFactory.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title GovernanceV2
/// @notice Stakers propose calls of registered contracts and vote on them, weighted by stake; what a quorum approves is
/// executed from this contract. A guardian may veto proposals and make calls of its own.
/// @dev Durations are in blocks, stakes and vote weights in wei of AUDIO. Runs behind a proxy whose admin is this contract
/// itself: append storage only.
contract GovernanceV2 is Initializable, IGovernance {
    /// @dev `Evaluating` lasts only while the proposal's own call runs, so that the call cannot evaluate it again.
    enum Outcome {
        InProgress,
        Rejected,
        ApprovedExecuted,
        QuorumNotMet,
        ApprovedExecutionFailed,
        Evaluating,
        Vetoed,
        TargetContractAddressChanged,
        TargetContractCodeHashChanged
    }

    enum Vote {
        None,
        No,
        Yes
    }

    struct Ballot {
        Vote vote;
        uint256 weight;
    }

    struct Proposal {
        address proposer;
        uint256 submissionBlock;
        bytes32 targetKey;
        address target;
        bytes32 targetCodeHash;
        uint256 callValue;
        string functionSignature;
        bytes callData;
        Outcome outcome;
        uint256 weightYes;
        uint256 weightNo;
        uint256 voteCount;
        mapping(address voter => Ballot) ballots;
    }

    /// @dev With this much gas a failure is the call's own fault, never that of a caller who sent too little.
    uint256 private constant AMPLE_GAS = 7_000_000;

    IRegistry private registry;
    IStaking private staking;
    IServiceProviderFactory private serviceProviderFactory;
    IDelegateManager private delegateManager;
    address private guardian;
    uint16 private maxInProgressProposals;
    uint256 private votingPeriod;
    uint256 private executionDelay;
    uint256 private votingQuorumPercent;
    uint256 private lastProposalId;
    uint256[] private inProgressProposals;
    mapping(uint256 proposalId => Proposal) private proposals;

    /// @notice A proposal was submitted.
    event ProposalSubmitted(uint256 indexed _proposalId, address indexed _proposer, string _name, string _description);

    /// @notice A voter's first vote on a proposal, with its weight in wei of AUDIO.
    event ProposalVoteSubmitted(
        uint256 indexed _proposalId, address indexed _voter, Vote indexed _vote, uint256 _voterStake
    );

    /// @notice A voter voted again; the weight stays that of the first vote.
    event ProposalVoteUpdated(
        uint256 indexed _proposalId, address indexed _voter, Vote indexed _vote, uint256 _voterStake, Vote _previousVote
    );

    /// @notice The call of an approved proposal was made; `_returnData` is what it returned or reverted with.
    event ProposalTransactionExecuted(uint256 indexed _proposalId, bool indexed _success, bytes _returnData);

    /// @notice A proposal was decided.
    event ProposalOutcomeEvaluated(
        uint256 indexed _proposalId,
        Outcome indexed _outcome,
        uint256 _voteMagnitudeYes,
        uint256 _voteMagnitudeNo,
        uint256 _numVotes
    );

    /// @notice The guardian ended a proposal.
    event ProposalVetoed(uint256 indexed _proposalId);

    /// @notice The guardian made a call.
    event GuardianTransactionExecuted(
        address indexed _targetContractAddress,
        uint256 _callValue,
        string indexed _functionSignature,
        bytes indexed _callData,
        bytes _returnData
    );

    /// @notice The guardian changed; zero if the role was given up.
    event GuardianshipTransferred(address indexed _newGuardianAddress);

    /// @notice The Registry changed.
    event RegistryAddressUpdated(address indexed _newRegistryAddress);

    /// @notice The voting period changed, in blocks.
    event VotingPeriodUpdated(uint256 indexed _newVotingPeriod);

    /// @notice The execution delay changed, in blocks.
    event ExecutionDelayUpdated(uint256 indexed _newExecutionDelay);

    /// @notice The voting quorum changed, in percent of all stake.
    event VotingQuorumPercentUpdated(uint256 indexed _newVotingQuorumPercent);

    /// @notice The limit of undecided proposals changed.
    event MaxInProgressProposalsUpdated(uint256 indexed _newMaxInProgressProposals);

    modifier onlySelf() {
        require(msg.sender == address(this), "Governance: Only callable by self");
        _;
    }

    modifier onlyGuardian() {
        require(msg.sender == guardian, "Governance: Only guardian.");
        _;
    }

    modifier whenLinked() {
        require(address(staking) != address(0), "Governance: stakingAddress is not set");
        require(address(serviceProviderFactory) != address(0), "Governance: serviceProviderFactoryAddress is not set");
        require(address(delegateManager) != address(0), "Governance: delegateManagerAddress is not set");
        _;
    }

    modifier validProposal(uint256 proposalId) {
        require(proposalId > 0 && proposalId <= lastProposalId, "Governance: Must provide valid non-zero _proposalId");
        _;
    }

    /// @notice Sets the parameters and the guardian, once.
    /// @param _registryAddress resolves the targets of calls; not zero
    /// @param _votingPeriod how long votes are taken, in blocks; not zero
    /// @param _executionDelay from the end of the votes to the evaluation, in blocks
    /// @param _votingQuorumPercent least share of all stake that must vote, in percent, 1 to 100
    /// @param _maxInProgressProposals most proposals that may be undecided at a time; not zero
    /// @param _guardianAddress may veto and make calls; not zero
    function initialize(
        address _registryAddress,
        uint256 _votingPeriod,
        uint256 _executionDelay,
        uint256 _votingQuorumPercent,
        uint16 _maxInProgressProposals,
        address _guardianAddress
    ) external initializer {
        takeRegistry(_registryAddress);
        takeVotingPeriod(_votingPeriod);
        require(_maxInProgressProposals > 0, "Governance: Requires non-zero _maxInProgressProposals");
        maxInProgressProposals = _maxInProgressProposals;
        takeVotingQuorumPercent(_votingQuorumPercent);
        require(_guardianAddress != address(0), "Governance: Requires non-zero _guardianAddress");
        guardian = _guardianAddress;
        executionDelay = _executionDelay;
    }

    /// @notice Proposes a call; accounts with active stake and the guardian only. Refused while an evaluatable proposal is
    /// undecided, or while as many as allowed are in progress.
    /// @param _targetContractRegistryKey name of the target in the Registry; must have an address
    /// @param _callValue value of the call, in wei
    /// @param _functionSignature such as `transfer(address,uint256)`; not empty
    /// @param _callData ABI-encoded arguments
    /// @param _name title of the proposal; not empty
    /// @param _description what it is for; not empty
    /// @return id of the proposal, from 1
    function submitProposal(
        bytes32 _targetContractRegistryKey,
        uint256 _callValue,
        string calldata _functionSignature,
        bytes calldata _callData,
        string calldata _name,
        string calldata _description
    ) external onlyInitialized whenLinked returns (uint256) {
        require(
            areInProgressProposalsUpToDate(),
            "Governance: Cannot submit new proposal until all evaluatable InProgress proposals are evaluated."
        );
        require(
            inProgressProposals.length < maxInProgressProposals,
            "Governance: Number of InProgress proposals already at max. Please evaluate if possible, or wait for current proposals' votingPeriods to expire."
        );
        require(
            msg.sender == guardian || activeStakeOf(msg.sender) > 0,
            "Governance: Proposer must be address with non-zero total active stake or be guardianAddress."
        );
        address target = resolve(_targetContractRegistryKey);
        requireSignature(_functionSignature);
        require(bytes(_description).length > 0, "Governance: _description length must be > 0");
        require(bytes(_name).length > 0, "Governance: _name length must be > 0");

        uint256 proposalId = ++lastProposalId;
        Proposal storage proposal = proposals[proposalId];
        proposal.proposer = msg.sender;
        proposal.submissionBlock = block.number;
        proposal.targetKey = _targetContractRegistryKey;
        proposal.target = target;
        proposal.targetCodeHash = target.codehash;
        proposal.callValue = _callValue;
        proposal.functionSignature = _functionSignature;
        proposal.callData = _callData;
        inProgressProposals.push(proposalId);
        emit ProposalSubmitted(proposalId, msg.sender, _name, _description);
        return proposalId;
    }

    /// @notice Votes for the first time on a proposal within its voting period, weighted by the caller's active stake of now;
    /// accounts with active stake only.
    /// @param _proposalId the proposal
    /// @param _vote 1 for No, 2 for Yes
    function submitVote(uint256 _proposalId, Vote _vote)
        external
        onlyInitialized
        whenLinked
        validProposal(_proposalId)
    {
        Proposal storage proposal = proposals[_proposalId];
        requireVotingOpen(proposal);
        uint256 weight = activeStakeOf(msg.sender);
        require(weight > 0, "Governance: Voter must be address with non-zero total active stake.");
        Ballot storage ballot = proposal.ballots[msg.sender];
        require(ballot.vote == Vote.None, "Governance: To update previous vote, call updateVote()");
        requireYesOrNo(_vote);

        ballot.vote = _vote;
        ballot.weight = weight;
        proposal.voteCount++;
        count(proposal, _vote, weight);
        emit ProposalVoteSubmitted(_proposalId, msg.sender, _vote, weight);
    }

    /// @notice Votes again on a proposal within its voting period, with the weight of the first vote; voters only.
    /// @param _proposalId the proposal
    /// @param _vote 1 for No, 2 for Yes
    function updateVote(uint256 _proposalId, Vote _vote)
        external
        onlyInitialized
        whenLinked
        validProposal(_proposalId)
    {
        Proposal storage proposal = proposals[_proposalId];
        requireVotingOpen(proposal);
        Ballot storage ballot = proposal.ballots[msg.sender];
        Vote previousVote = ballot.vote;
        require(previousVote != Vote.None, "Governance: To submit new vote, call submitVote()");
        requireYesOrNo(_vote);

        if (previousVote == Vote.Yes) {
            proposal.weightYes -= ballot.weight;
        } else {
            proposal.weightNo -= ballot.weight;
        }
        count(proposal, _vote, ballot.weight);
        ballot.vote = _vote;
        emit ProposalVoteUpdated(_proposalId, msg.sender, _vote, ballot.weight, previousVote);
    }

    /// @notice Decides a proposal whose voting period and execution delay are over, and makes its call if it is approved.
    /// Anyone may call. Reverts if nothing was staked at the submission, or if the call fails for want of gas.
    /// @param _proposalId an undecided proposal
    /// @return the outcome; a failing call of the proposal gives one too
    function evaluateProposalOutcome(uint256 _proposalId)
        external
        onlyInitialized
        whenLinked
        validProposal(_proposalId)
        returns (Outcome)
    {
        Proposal storage proposal = proposals[_proposalId];
        require(proposal.outcome == Outcome.InProgress, "Governance: Can only evaluate InProgress proposal.");
        require(
            isEvaluatable(proposal), "Governance: Proposal votingPeriod & executionDelay must end before evaluation."
        );
        removeFromInProgress(_proposalId);

        Outcome outcome = decide(proposal);
        if (outcome == Outcome.Evaluating) {
            proposal.outcome = Outcome.Evaluating;
            outcome = execute(_proposalId, proposal);
        }
        proposal.outcome = outcome;
        emit ProposalOutcomeEvaluated(_proposalId, outcome, proposal.weightYes, proposal.weightNo, proposal.voteCount);
        return outcome;
    }

    /// @notice Ends an undecided proposal; the guardian only.
    /// @param _proposalId the proposal
    function vetoProposal(uint256 _proposalId) external onlyInitialized validProposal(_proposalId) {
        require(msg.sender == guardian, "Governance: Only guardian can veto proposals.");
        Proposal storage proposal = proposals[_proposalId];
        require(proposal.outcome == Outcome.InProgress, "Governance: Cannot veto inactive proposal.");
        removeFromInProgress(_proposalId);
        proposal.outcome = Outcome.Vetoed;
        emit ProposalVetoed(_proposalId);
    }

    /// @notice Makes a call at once; the guardian only. Reverts `Governance: Transaction failed.` when the call does.
    /// @param _targetContractRegistryKey name of the target in the Registry; must have an address
    /// @param _callValue value of the call, in wei
    /// @param _functionSignature such as `transfer(address,uint256)`; not empty
    /// @param _callData ABI-encoded arguments
    function guardianExecuteTransaction(
        bytes32 _targetContractRegistryKey,
        uint256 _callValue,
        string calldata _functionSignature,
        bytes calldata _callData
    ) external onlyInitialized onlyGuardian {
        address target = resolve(_targetContractRegistryKey);
        requireSignature(_functionSignature);
        (bool success, bytes memory returnData) = callTarget(target, _callValue, _functionSignature, _callData);
        require(success, "Governance: Transaction failed.");
        emit GuardianTransactionExecuted(target, _callValue, _functionSignature, _callData, returnData);
    }

    /// @notice Hands the guardian role on; the guardian only.
    /// @param _newGuardianAddress the next guardian; zero gives the role up for good
    function transferGuardianship(address _newGuardianAddress) external onlyInitialized onlyGuardian {
        guardian = _newGuardianAddress;
        emit GuardianshipTransferred(_newGuardianAddress);
    }

    /// @notice Changes the Registry; Governance itself only.
    /// @param _registryAddress not zero
    function setRegistryAddress(address _registryAddress) external onlyInitialized onlySelf {
        takeRegistry(_registryAddress);
        emit RegistryAddressUpdated(_registryAddress);
    }

    /// @notice Changes the Staking contract; Governance itself only.
    /// @param _stakingAddress not zero
    function setStakingAddress(address _stakingAddress) external onlyInitialized onlySelf {
        require(_stakingAddress != address(0), "Governance: Requires non-zero _stakingAddress");
        staking = IStaking(_stakingAddress);
    }

    /// @notice Changes the ServiceProviderFactory; Governance itself only.
    /// @param _serviceProviderFactoryAddress not zero
    function setServiceProviderFactoryAddress(address _serviceProviderFactoryAddress)
        external
        onlyInitialized
        onlySelf
    {
        require(
            _serviceProviderFactoryAddress != address(0), "Governance: Requires non-zero _serviceProviderFactoryAddress"
        );
        serviceProviderFactory = IServiceProviderFactory(_serviceProviderFactoryAddress);
    }

    /// @notice Changes the DelegateManager; Governance itself only.
    /// @param _delegateManagerAddress not zero
    function setDelegateManagerAddress(address _delegateManagerAddress) external onlyInitialized onlySelf {
        require(_delegateManagerAddress != address(0), "Governance: Requires non-zero _delegateManagerAddress");
        delegateManager = IDelegateManager(_delegateManagerAddress);
    }

    /// @notice Changes the voting period; Governance itself only. Holds for the proposals in progress too.
    /// @param _votingPeriod in blocks; not zero
    function setVotingPeriod(uint256 _votingPeriod) external onlyInitialized onlySelf {
        takeVotingPeriod(_votingPeriod);
        emit VotingPeriodUpdated(_votingPeriod);
    }

    /// @notice Changes the execution delay; Governance itself only. Holds for the proposals in progress too.
    /// @param _newExecutionDelay in blocks
    function setExecutionDelay(uint256 _newExecutionDelay) external onlyInitialized onlySelf {
        executionDelay = _newExecutionDelay;
        emit ExecutionDelayUpdated(_newExecutionDelay);
    }

    /// @notice Changes the voting quorum; Governance itself only. Holds for the proposals in progress too.
    /// @param _votingQuorumPercent in percent of all stake, 1 to 100
    function setVotingQuorumPercent(uint256 _votingQuorumPercent) external onlyInitialized onlySelf {
        takeVotingQuorumPercent(_votingQuorumPercent);
        emit VotingQuorumPercentUpdated(_votingQuorumPercent);
    }

    /// @notice Changes how many proposals may be undecided at a time; Governance itself only.
    /// @param _newMaxInProgressProposals not zero
    function setMaxInProgressProposals(uint16 _newMaxInProgressProposals) external onlyInitialized onlySelf {
        require(_newMaxInProgressProposals > 0, "Governance: Requires non-zero _newMaxInProgressProposals");
        maxInProgressProposals = _newMaxInProgressProposals;
        emit MaxInProgressProposalsUpdated(_newMaxInProgressProposals);
    }

    /// @notice A proposal; reverts for an unknown id. Vote magnitudes are in wei of AUDIO, `callValue` in wei.
    /// @param _proposalId the proposal
    function getProposalById(uint256 _proposalId)
        external
        view
        onlyInitialized
        validProposal(_proposalId)
        returns (
            uint256 proposalId,
            address proposer,
            uint256 submissionBlockNumber,
            bytes32 targetContractRegistryKey,
            address targetContractAddress,
            uint256 callValue,
            string memory functionSignature,
            bytes memory callData,
            Outcome outcome,
            uint256 voteMagnitudeYes,
            uint256 voteMagnitudeNo,
            uint256 numVotes
        )
    {
        // The twelve values leave the stack no room for a local variable.
        proposalId = _proposalId;
        proposer = proposals[proposalId].proposer;
        submissionBlockNumber = proposals[proposalId].submissionBlock;
        targetContractRegistryKey = proposals[proposalId].targetKey;
        targetContractAddress = proposals[proposalId].target;
        callValue = proposals[proposalId].callValue;
        functionSignature = proposals[proposalId].functionSignature;
        callData = proposals[proposalId].callData;
        outcome = proposals[proposalId].outcome;
        voteMagnitudeYes = proposals[proposalId].weightYes;
        voteMagnitudeNo = proposals[proposalId].weightNo;
        numVotes = proposals[proposalId].voteCount;
    }

    /// @notice Code hash that the target of a proposal had at submission; reverts for an unknown id.
    /// @param _proposalId the proposal
    function getProposalTargetContractHash(uint256 _proposalId)
        external
        view
        onlyInitialized
        validProposal(_proposalId)
        returns (bytes32)
    {
        return proposals[_proposalId].targetCodeHash;
    }

    /// @notice Vote of an account on a proposal (0 none, 1 No, 2 Yes) and its weight in wei of AUDIO; reverts for an unknown
    /// id.
    /// @param _proposalId the proposal
    /// @param _voter the account
    function getVoteInfoByProposalAndVoter(uint256 _proposalId, address _voter)
        external
        view
        onlyInitialized
        validProposal(_proposalId)
        returns (Vote vote, uint256 voteMagnitude)
    {
        Ballot storage ballot = proposals[_proposalId].ballots[_voter];
        return (ballot.vote, ballot.weight);
    }

    /// @notice Ids of the undecided proposals, in no order.
    function getInProgressProposals() external view onlyInitialized returns (uint256[] memory) {
        return inProgressProposals;
    }

    /// @notice Whether no undecided proposal could be evaluated now; until then none may be submitted.
    function inProgressProposalsAreUpToDate() external view onlyInitialized returns (bool) {
        return areInProgressProposalsUpToDate();
    }

    /// @notice How long votes are taken, in blocks.
    function getVotingPeriod() external view onlyInitialized returns (uint256) {
        return votingPeriod;
    }

    /// @notice From the end of the votes to the evaluation, in blocks.
    function getExecutionDelay() external view onlyInitialized returns (uint256) {
        return executionDelay;
    }

    /// @notice Least share of all stake that must vote, in percent.
    function getVotingQuorumPercent() external view onlyInitialized returns (uint256) {
        return votingQuorumPercent;
    }

    /// @notice Most proposals that may be undecided at a time.
    function getMaxInProgressProposals() external view onlyInitialized returns (uint16) {
        return maxInProgressProposals;
    }

    /// @notice The account that may veto and make calls; zero if none.
    function getGuardianAddress() external view onlyInitialized returns (address) {
        return guardian;
    }

    /// @notice The contract that resolves the targets of calls.
    function getRegistryAddress() external view onlyInitialized returns (address) {
        return address(registry);
    }

    /// @notice The Staking contract; zero before it is set.
    function getStakingAddress() external view onlyInitialized returns (address) {
        return address(staking);
    }

    /// @notice The ServiceProviderFactory; zero before it is set.
    function getServiceProviderFactoryAddress() external view onlyInitialized returns (address) {
        return address(serviceProviderFactory);
    }

    /// @notice The DelegateManager; zero before it is set.
    function getDelegateManagerAddress() external view onlyInitialized returns (address) {
        return address(delegateManager);
    }

    /// @notice True: tells a Governance contract from others, also before initialisation.
    function isGovernanceAddress() external pure returns (bool) {
        return true;
    }

    function takeRegistry(address newRegistry) private {
        require(newRegistry != address(0), "Governance: Requires non-zero _registryAddress");
        registry = IRegistry(newRegistry);
    }

    function takeVotingPeriod(uint256 newVotingPeriod) private {
        require(newVotingPeriod > 0, "Governance: Requires non-zero _votingPeriod");
        votingPeriod = newVotingPeriod;
    }

    function takeVotingQuorumPercent(uint256 newQuorum) private {
        require(newQuorum >= 1 && newQuorum <= 100, "Governance: Requires _votingQuorumPercent between 1 & 100");
        votingQuorumPercent = newQuorum;
    }

    function count(Proposal storage proposal, Vote vote, uint256 weight) private {
        if (vote == Vote.Yes) {
            proposal.weightYes += weight;
        } else {
            proposal.weightNo += weight;
        }
    }

    function removeFromInProgress(uint256 proposalId) private {
        uint256 index = 0;
        while (inProgressProposals[index] != proposalId) index++;
        inProgressProposals[index] = inProgressProposals[inProgressProposals.length - 1];
        inProgressProposals.pop();
    }

    /// @dev Anyone may evaluate, so an approved call must not fail just because the caller sent too little gas. Such a
    /// failure shows in that little gas is left of what there was.
    function execute(uint256 proposalId, Proposal storage proposal) private returns (Outcome) {
        uint256 gasBefore = gasleft();
        (bool success, bytes memory returnData) =
            callTarget(proposal.target, proposal.callValue, proposal.functionSignature, proposal.callData);
        require(
            success || gasleft() > gasBefore / 8 || gasBefore >= AMPLE_GAS,
            "Governance: Not enough gas to execute the proposal."
        );
        emit ProposalTransactionExecuted(proposalId, success, returnData);
        return success ? Outcome.ApprovedExecuted : Outcome.ApprovedExecutionFailed;
    }

    function callTarget(address target, uint256 value, string memory functionSignature, bytes memory callData)
        private
        returns (bool success, bytes memory returnData)
    {
        return target.call{value: value}(abi.encodePacked(bytes4(keccak256(bytes(functionSignature))), callData));
    }

    /// @dev `Evaluating` if the proposal is approved and its call is to be made.
    function decide(Proposal storage proposal) private view returns (Outcome) {
        if (registry.getContract(proposal.targetKey) != proposal.target) return Outcome.TargetContractAddressChanged;
        if (proposal.target.codehash != proposal.targetCodeHash) return Outcome.TargetContractCodeHashChanged;
        uint256 votedPercent =
            (proposal.weightYes + proposal.weightNo) * 100 / staking.totalStakedAt(proposal.submissionBlock);
        if (votedPercent < votingQuorumPercent) return Outcome.QuorumNotMet;
        return proposal.weightYes > proposal.weightNo ? Outcome.Evaluating : Outcome.Rejected;
    }

    function areInProgressProposalsUpToDate() private view returns (bool) {
        for (uint256 i = 0; i < inProgressProposals.length; i++) {
            if (isEvaluatable(proposals[inProgressProposals[i]])) return false;
        }
        return true;
    }

    function isEvaluatable(Proposal storage proposal) private view returns (bool) {
        return block.number > proposal.submissionBlock + votingPeriod + executionDelay;
    }

    function requireVotingOpen(Proposal storage proposal) private view {
        require(
            block.number > proposal.submissionBlock && block.number <= proposal.submissionBlock + votingPeriod,
            "Governance: Proposal votingPeriod has ended"
        );
    }

    /// @dev Stake of an account as provider and as delegator, less what it has asked to take out.
    function activeStakeOf(address account) private view returns (uint256) {
        (uint256 deployerStake,,,,,) = serviceProviderFactory.getServiceProviderDetails(account);
        (uint256 pendingDecrease,) = serviceProviderFactory.getPendingDecreaseStakeRequest(account);
        uint256 delegated = delegateManager.getTotalDelegatorStake(account);
        (, uint256 pendingUndelegation,) = delegateManager.getPendingUndelegateRequest(account);
        return (deployerStake - pendingDecrease) + (delegated - pendingUndelegation);
    }

    function resolve(bytes32 registryKey) private view returns (address target) {
        target = registry.getContract(registryKey);
        require(target != address(0), "Governance: _targetContractRegistryKey must point to valid registered contract");
    }

    function requireSignature(string calldata functionSignature) private pure {
        require(bytes(functionSignature).length > 0, "Governance: _functionSignature cannot be empty.");
    }

    function requireYesOrNo(Vote vote) private pure {
        require(vote != Vote.None, "Governance: Can only submit a Yes or No vote");
    }
}
