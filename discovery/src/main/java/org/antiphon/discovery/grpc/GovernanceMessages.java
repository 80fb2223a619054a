package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.GovernanceView;
import org.antiphon.proto.discovery.v1.Proposal;
import org.antiphon.proto.discovery.v1.ProposalOutcome;
import org.antiphon.proto.discovery.v1.ProposalVote;
import org.antiphon.proto.discovery.v1.RegisteredContract;
import org.antiphon.proto.discovery.v1.Vote;

/** Proposals, votes and contracts as the proto defines them. */
final class GovernanceMessages {
    private GovernanceMessages() {}

    static Proposal of(GovernanceView.Proposal proposal) {
        return Proposal.newBuilder()
                .setProposalId(proposal.proposalId())
                .setProposer(proposal.proposer())
                .setName(proposal.name())
                .setDescription(proposal.description())
                .setSubmissionBlock(proposal.submissionBlock())
                .setVotingEndBlock(proposal.votingEndBlock())
                .setOutcome(EnumNames.value(ProposalOutcome.class, proposal.outcome()))
                .setMagnitudeYes(Amounts.of(proposal.votesYes()))
                .setMagnitudeNo(Amounts.of(proposal.votesNo()))
                .setVoteCount(proposal.voteCount())
                .setBlockNumber(proposal.blockNumber())
                .build();
    }

    static Vote of(GovernanceView.Vote vote) {
        return Vote.newBuilder()
                .setProposalId(vote.proposalId())
                .setVoter(vote.voter())
                .setVote(vote.isYes() ? ProposalVote.PROPOSAL_VOTE_YES : ProposalVote.PROPOSAL_VOTE_NO)
                .setMagnitude(Amounts.of(vote.magnitude()))
                .setBlockNumber(vote.blockNumber())
                .build();
    }

    static RegisteredContract of(GovernanceView.Contract contract) {
        return RegisteredContract.newBuilder()
                .setName(contract.name())
                .setAddress(contract.address())
                .setVersion(contract.version())
                .setBlockNumber(contract.blockNumber())
                .build();
    }
}
