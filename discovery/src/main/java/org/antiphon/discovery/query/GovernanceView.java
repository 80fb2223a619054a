package org.antiphon.discovery.query;

import java.math.BigInteger;

/** Proposals, votes and contracts; weights in wei. */
public final class GovernanceView {
    private GovernanceView() {}

    /** A proposal. */
    public record Proposal(
            long proposalId,
            String proposer,
            String name,
            String description,
            long submissionBlock,
            long votingEndBlock,
            String outcome,
            BigInteger votesYes,
            BigInteger votesNo,
            int voteCount,
            long blockNumber) {}

    /** A vote. */
    public record Vote(long proposalId, String voter, boolean isYes, BigInteger magnitude, long blockNumber) {}

    /** A contract under a name of the registry; at the address 0 once removed. */
    public record Contract(String name, String address, int version, long blockNumber) {}
}
