package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.ArrayList;
import org.antiphon.contracts.GovernanceV2;
import org.antiphon.discovery.network.model.GuardianTransaction;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.Proposal;
import org.antiphon.discovery.network.model.ProposalOutcome;
import org.antiphon.discovery.network.model.ProposalVote;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;
import org.web3j.utils.Numeric;

/** Proposals, votes about them, and what the guardian does without. */
public final class GovernanceRules implements ContractRules {
    private static final String CONTRACT = "Governance";
    private static final NetworkParameter.Id VOTING_PERIOD = new NetworkParameter.Id(CONTRACT, "voting_period");
    private static final Proposal.With IN_PROGRESS = new Proposal.With(ProposalOutcome.IN_PROGRESS);
    private static final BigInteger YES = BigInteger.TWO;

    private final long initialVotingPeriod;

    /** Rules for a contract that was initialised with this voting period, in blocks. */
    public GovernanceRules(long initialVotingPeriod) {
        this.initialVotingPeriod = initialVotingPeriod;
    }

    @Override
    public String contract() {
        return CONTRACT;
    }

    @Override
    public void declare(ContractEvents events) {
        declareProposals(events);
        declareVotes(events);
        declareParameters(events);
        events.put(
                GovernanceV2.GUARDIANTRANSACTIONEXECUTED_EVENT,
                GovernanceV2::getGuardianTransactionExecutedEventFromLog,
                (executed, at) -> new GuardianTransaction(
                        at,
                        executed._targetContractAddress,
                        executed._callValue,
                        Numeric.toHexString(executed._functionSignature),
                        Numeric.toHexString(executed._callData)));
    }

    private void declareProposals(ContractEvents events) {
        events.on(
                GovernanceV2.PROPOSALSUBMITTED_EVENT,
                GovernanceV2::getProposalSubmittedEventFromLog,
                (submitted, at, reads) -> {
                    reads.row(proposal(submitted._proposalId));
                    reads.row(VOTING_PERIOD);
                },
                this::submit);
        events.update(
                GovernanceV2.PROPOSALOUTCOMEEVALUATED_EVENT,
                GovernanceV2::getProposalOutcomeEvaluatedEventFromLog,
                evaluated -> proposal(evaluated._proposalId),
                (evaluated, at, proposal) ->
                        proposal.outcome(Values.of(ProposalOutcome.values(), evaluated._outcome), at));
        events.update(
                GovernanceV2.PROPOSALVETOED_EVENT,
                GovernanceV2::getProposalVetoedEventFromLog,
                vetoed -> proposal(vetoed._proposalId),
                (vetoed, at, proposal) -> proposal.outcome(ProposalOutcome.VETOED, at));
    }

    private static void declareVotes(ContractEvents events) {
        events.on(
                GovernanceV2.PROPOSALVOTESUBMITTED_EVENT,
                GovernanceV2::getProposalVoteSubmittedEventFromLog,
                (vote, at, reads) -> {
                    reads.row(proposal(vote._proposalId));
                    reads.row(new ProposalVote.Id(Values.number(vote._proposalId), vote._voter));
                },
                GovernanceRules::vote);
        events.on(
                GovernanceV2.PROPOSALVOTEUPDATED_EVENT,
                GovernanceV2::getProposalVoteUpdatedEventFromLog,
                (vote, at, reads) -> {
                    reads.row(proposal(vote._proposalId));
                    reads.row(new ProposalVote.Id(Values.number(vote._proposalId), vote._voter));
                },
                GovernanceRules::changeVote);
    }

    private static void declareParameters(ContractEvents events) {
        events.on(
                GovernanceV2.VOTINGPERIODUPDATED_EVENT,
                GovernanceV2::getVotingPeriodUpdatedEventFromLog,
                (updated, at, reads) -> {
                    reads.row(VOTING_PERIOD);
                    reads.rows(IN_PROGRESS);
                },
                GovernanceRules::changePeriod);
        events.parameter(
                GovernanceV2.EXECUTIONDELAYUPDATED_EVENT,
                GovernanceV2::getExecutionDelayUpdatedEventFromLog,
                "execution_delay",
                updated -> updated._newExecutionDelay);
        events.parameter(
                GovernanceV2.VOTINGQUORUMPERCENTUPDATED_EVENT,
                GovernanceV2::getVotingQuorumPercentUpdatedEventFromLog,
                "voting_quorum_percent",
                updated -> updated._newVotingQuorumPercent);
        events.parameter(
                GovernanceV2.MAXINPROGRESSPROPOSALSUPDATED_EVENT,
                GovernanceV2::getMaxInProgressProposalsUpdatedEventFromLog,
                "max_in_progress_proposals",
                updated -> updated._newMaxInProgressProposals);
    }

    private Verdict submit(GovernanceV2.ProposalSubmittedEventResponse submitted, Place at, State state) {
        var changed = state.row(VOTING_PERIOD);
        return Verdict.accept(new Change.Put(Proposal.submitted(
                Values.number(submitted._proposalId),
                submitted._proposer,
                Values.text(submitted._name),
                Values.text(submitted._description),
                changed == null ? initialVotingPeriod : Values.number(changed.value()),
                at)));
    }

    /** The contract asks for the period whenever somebody votes, so that a change moves the end of what is in progress. */
    private static Verdict changePeriod(GovernanceV2.VotingPeriodUpdatedEventResponse updated, Place at, State state) {
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(
                new NetworkParameter(CONTRACT, VOTING_PERIOD.name(), updated._newVotingPeriod, at.blockNumber())));
        long period = Values.number(updated._newVotingPeriod);
        state.rows(IN_PROGRESS).forEach(proposal -> changes.add(new Change.Put(proposal.votingPeriod(period, at))));
        return new Verdict.Accepted(changes);
    }

    private static Verdict vote(GovernanceV2.ProposalVoteSubmittedEventResponse cast, Place at, State state) {
        var proposal = state.row(proposal(cast._proposalId));
        if (proposal == null) {
            return ContractEvents.unexpected(proposal(cast._proposalId));
        }
        boolean yes = cast._vote.equals(YES);
        return Verdict.accept(
                new Change.Put(new ProposalVote(
                        proposal.proposalId(),
                        cast._voter,
                        yes,
                        cast._voterStake,
                        at.createdAt(),
                        at.createdAt(),
                        at.blockNumber())),
                new Change.Put(proposal.votes(
                        yes ? proposal.votesYes().add(cast._voterStake) : proposal.votesYes(),
                        yes ? proposal.votesNo() : proposal.votesNo().add(cast._voterStake),
                        proposal.voteCount() + 1,
                        at)));
    }

    private static Verdict changeVote(GovernanceV2.ProposalVoteUpdatedEventResponse cast, Place at, State state) {
        var proposal = state.row(proposal(cast._proposalId));
        var id = new ProposalVote.Id(Values.number(cast._proposalId), cast._voter);
        var vote = state.row(id);
        if (proposal == null || vote == null) {
            return ContractEvents.unexpected(id);
        }
        boolean yes = cast._vote.equals(YES);
        var moved = yes == vote.isYes() ? BigInteger.ZERO : vote.magnitude();
        var toYes = yes ? moved : moved.negate();
        return Verdict.accept(
                new Change.Put(vote.changed(yes, at)),
                new Change.Put(proposal.votes(
                        proposal.votesYes().add(toYes), proposal.votesNo().subtract(toYes), proposal.voteCount(), at)));
    }

    private static Proposal.Id proposal(BigInteger id) {
        return new Proposal.Id(Values.number(id));
    }
}
