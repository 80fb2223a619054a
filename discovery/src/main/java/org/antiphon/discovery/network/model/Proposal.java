package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;

/**
 * A proposal to Governance.
 *
 * @param votingEndBlock the last block that takes votes, by the present voting period; of a decided proposal, by that of its decision
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

    /** All with an outcome. */
    public record With(ProposalOutcome outcome) implements Lookup<Proposal> {}

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

    @Override
    public List<Lookup<?>> foundBy() {
        return List.of(new With(outcome));
    }

    /** With another outcome. */
    public Proposal outcome(ProposalOutcome changed, Place at) {
        return changed(changed, votesYes, votesNo, voteCount, votingEndBlock, at);
    }

    /** With other votes. */
    public Proposal votes(BigInteger yes, BigInteger no, long count, Place at) {
        return changed(outcome, yes, no, count, votingEndBlock, at);
    }

    /** With votes taken for another number of blocks. */
    public Proposal votingPeriod(long period, Place at) {
        return changed(outcome, votesYes, votesNo, voteCount, submissionBlock + period, at);
    }

    private Proposal changed(
            ProposalOutcome newOutcome, BigInteger yes, BigInteger no, long count, long votingEnd, Place at) {
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
                votingEnd,
                createdAt,
                at.createdAt(),
                at.blockNumber());
    }
}
