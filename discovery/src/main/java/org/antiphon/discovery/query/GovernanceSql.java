package org.antiphon.discovery.query;

/** What is read of proposals, votes and contracts. */
public final class GovernanceSql {
    /** The rows of proposals. */
    public static final Selection<GovernanceView.Proposal> ROWS =
            Selection.of(GovernanceView.Proposal.class, "proposals", "", "proposal_id");

    /** Index: proposals_pkey, proposals_by_outcome. */
    public static final Listing<GovernanceView.Proposal> PROPOSALS = ROWS.byKeyDescending();

    /** Index: proposal_votes_pkey, proposal_votes_of_voter. */
    public static final Listing<GovernanceView.Vote> VOTES = Selection.of(
                    GovernanceView.Vote.class, "proposal_votes", "", "proposal_id", "voter")
            .byKeyDescending();

    /** Index: registered_contracts_pkey. */
    public static final Listing<GovernanceView.Contract> CONTRACTS = Selection.of(
                    GovernanceView.Contract.class, "registered_contracts", "", "name")
            .byKey();

    private GovernanceSql() {}
}
