package org.antiphon.discovery.query;

/** What is read of cases, arbitrators and takedowns. */
public final class ArbitrationSql {
    /** The rows of cases alone. */
    public static final Selection<ArbitrationView.Case> ROWS =
            Selection.of(ArbitrationView.Case.class, "arbitration_cases", "", "case_id");

    /** Index: arbitration_cases_by_phase, arbitration_cases_of_opener; by kind or respondent arbitration_cases_pkey, filtered. */
    public static final Listing<ArbitrationView.Case> CASES = ROWS.byKeyDescending();

    /**
     * A case with all that belongs to it. Index: arbitration_rounds_pkey, arbitration_jurors_pkey,
     * arbitration_settlements_pkey, arbitration_evidence_of_case.
     */
    public static final Selection<ArbitrationView.Case> WHOLE =
            Selection.of(ArbitrationView.Case.class, "arbitration_cases", """
                    'panels', (SELECT jsonb_agg(to_jsonb(r) || jsonb_build_object('jurors', (
                            SELECT coalesce(jsonb_agg(to_jsonb(j) || jsonb_build_object('reward', s.reward, 'penalty', s.penalty)
                                ORDER BY j.juror), '[]')
                            FROM arbitration_jurors j
                            LEFT JOIN arbitration_settlements s ON s.case_id = j.case_id AND s.account = j.juror
                            WHERE j.case_id = r.case_id AND j.round = r.round)) ORDER BY r.round)
                        FROM arbitration_rounds r WHERE r.case_id = t.case_id),
                    'evidence', (SELECT jsonb_agg(e) FROM (
                            SELECT submitter, uri, block_number FROM arbitration_evidence
                            WHERE case_id = t.case_id ORDER BY block_number, log_index LIMIT 100) e)
                    """, "case_id");

    /** Index: arbitrators_by_stake, arbitration_jurors_of_juror, arbitration_settlements_of_account. */
    public static final Listing<ArbitrationView.Arbitrator> ARBITRATORS = Selection.of(
                    ArbitrationView.Arbitrator.class, "arbitrators", """
                    'panel_count', (SELECT count(*) FROM arbitration_jurors j WHERE j.juror = t.arbitrator),
                    'rewards', (SELECT coalesce(sum(s.reward), 0) FROM arbitration_settlements s WHERE s.account = t.arbitrator),
                    'penalties', (SELECT coalesce(sum(s.penalty), 0) FROM arbitration_settlements s WHERE s.account = t.arbitrator)
                    """, "arbitrator")
            .byDescending("active", "arbitrator");

    /** Index: takedowns_newest. */
    public static final Listing<ArbitrationView.Takedown> TAKEDOWNS = Selection.of(
                    ArbitrationView.Takedown.class, "takedowns", "", "content_type", "content_id")
            .byDescending("block_number", "content_type", "content_id");

    private ArbitrationSql() {}
}
