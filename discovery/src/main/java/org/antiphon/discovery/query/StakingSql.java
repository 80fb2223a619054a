package org.antiphon.discovery.query;

/** What is read of stakes and rewards. */
public final class StakingSql {
    /** Index: delegators_undelegating, delegations_pkey, stake_decreases_pkey, deployer_cut_updates_pkey, claims_of_provider. */
    public static final Selection<StakingView.Provider> ROWS =
            Selection.of(StakingView.Provider.class, "service_providers", """
                    'locked_delegation', (SELECT coalesce(sum(undelegation_amount), 0) FROM delegators d WHERE d.undelegation_provider = t.provider),
                    'delegator_count', (SELECT count(*) FROM delegations d WHERE d.provider = t.provider AND d.amount > 0),
                    'pending_decrease', (SELECT amount FROM stake_decreases d WHERE d.provider = t.provider),
                    'pending_decrease_block', coalesce((SELECT expiry_block FROM stake_decreases d WHERE d.provider = t.provider), 0),
                    'pending_cut', (SELECT deployer_cut FROM deployer_cut_updates u WHERE u.provider = t.provider),
                    'pending_cut_block', coalesce((SELECT expiry_block FROM deployer_cut_updates u WHERE u.provider = t.provider), 0),
                    'last_claim_block', coalesce((SELECT max(c.block_number) FROM claims c WHERE c.provider = t.provider), 0)
                    """, "provider");

    /** Index: service_providers_by_stake. */
    public static final Listing<StakingView.Provider> PROVIDERS = ROWS.byDescending("total_staked", "provider");

    /** Index: delegations_by_amount; of one account delegations_pkey or delegations_of_delegator, sorted. */
    public static final Listing<StakingView.Delegation> DELEGATIONS = Selection.of(
                    StakingView.Delegation.class, "delegations", """
                    'pending_undelegation', (SELECT undelegation_amount FROM delegators d
                        WHERE d.delegator = t.delegator AND d.undelegation_provider = t.provider),
                    'pending_undelegation_block', coalesce((SELECT undelegation_expiry_block FROM delegators d
                        WHERE d.delegator = t.delegator AND d.undelegation_provider = t.provider), 0),
                    'removal_block', coalesce((SELECT expiry_block FROM delegator_removals r
                        WHERE r.provider = t.provider AND r.delegator = t.delegator), 0)
                    """, "provider", "delegator")
            .byDescending("amount", "provider", "delegator");

    /** Index: claim_rounds_pkey, claims_pkey. */
    public static final Listing<StakingView.Round> ROUNDS = Selection.of(
                    StakingView.Round.class, "claim_rounds", """
                    'claimed', (SELECT coalesce(sum(c.rewards), 0) FROM claims c WHERE c.block_number >= t.block_number
                        AND c.block_number < coalesce((SELECT min(n.block_number) FROM claim_rounds n
                            WHERE n.round_number = t.round_number + 1), 9223372036854775807))
                    """, "round_number")
            .byKeyDescending();

    /** Index: claims_pkey, claims_of_provider, claim_rounds_pkey. */
    public static final Listing<StakingView.Claim> CLAIMS = Selection.of(
                    StakingView.Claim.class, "claims", """
                    'round', coalesce((SELECT r.round_number FROM claim_rounds r WHERE r.block_number <= t.block_number
                        ORDER BY r.round_number DESC LIMIT 1), 0)
                    """, "block_number", "log_index")
            .byKeyDescending();

    /** Index: slashes_pkey, slashes_of_provider. */
    public static final Listing<StakingView.Slash> SLASHES = Selection.of(
                    StakingView.Slash.class, "slashes", "", "block_number", "log_index")
            .byKeyDescending();

    /** Reads the whole tables of providers and delegators, some thousand rows. */
    public static final Selection<StakingView.Totals> TOTALS =
            Selection.of(StakingView.Totals.class, """
                    (SELECT coalesce(sum(total_staked), 0) AS total_staked,
                        count(*) FILTER (WHERE endpoint_count > 0) AS provider_count,
                        (SELECT count(*) FROM delegators WHERE total_delegated > 0) AS delegator_count,
                        coalesce(max(block_number), 0) AS block_number
                     FROM service_providers)
                    """, "", "block_number");

    private StakingSql() {}
}
