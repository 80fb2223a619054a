package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * A proposal to Governance.
 *
 * @param votingEndBlock the last block that takes votes, by the voting period at submission
 */
public record Proposal(
        long proposalId,
        String proposer,
        String name,
        String description,
        ProposalOutcome outcome,
        BigInteger votesYes,
        BigInteger votesNo,
        long voteCount,
        long submissionBlock,
        long votingEndBlock,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long proposalId) implements Key<Proposal> {}

    /** A proposal that was just submitted. */
    public static Proposal submitted(
            long proposalId, String proposer, String name, String description, long votingPeriod, Place at) {
        return new Proposal(
                proposalId,
                proposer,
                name,
                description,
                ProposalOutcome.IN_PROGRESS,
                BigInteger.ZERO,
                BigInteger.ZERO,
                0,
                at.blockNumber(),
                at.blockNumber() + votingPeriod,
                at.createdAt(),
                at.createdAt(),
                at.blockNumber());
    }

    @Override
    public Id key() {
        return new Id(proposalId);
    }

    /** With another outcome. */
    public Proposal outcome(ProposalOutcome changed, Place at) {
        return changed(changed, votesYes, votesNo, voteCount, at);
    }

    /** With other votes. */
    public Proposal votes(BigInteger yes, BigInteger no, long count, Place at) {
        return changed(outcome, yes, no, count, at);
    }

    private Proposal changed(ProposalOutcome newOutcome, BigInteger yes, BigInteger no, long count, Place at) {
        return new Proposal(
                proposalId,
                proposer,
                name,
                description,
                newOutcome,
                yes,
                no,
                count,
                submissionBlock,
                votingEndBlock,
                createdAt,
                at.createdAt(),
                at.blockNumber());
    }
}
