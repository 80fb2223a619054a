package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * A vote about a proposal.
 *
 * @param magnitude active stake when the voter first voted
 */
public record ProposalVote(
        long proposalId,
        String voter,
        boolean isYes,
        BigInteger magnitude,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long proposalId, String voter) implements Key<ProposalVote> {}

    @Override
    public Id key() {
        return new Id(proposalId, voter);
    }

    /** With the side the voter has changed to. */
    public ProposalVote changed(boolean yes, Place at) {
        return new ProposalVote(proposalId, voter, yes, magnitude, createdAt, at.createdAt(), at.blockNumber());
    }
}
