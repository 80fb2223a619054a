package org.antiphon.discovery.network.model;

/** What became of a proposal, in the order of Governance's numbers. */
public enum ProposalOutcome {
    IN_PROGRESS,
    REJECTED,
    APPROVED_EXECUTED,
    QUORUM_NOT_MET,
    APPROVED_EXECUTION_FAILED,
    EVALUATING,
    VETOED,
    TARGET_CONTRACT_ADDRESS_CHANGED,
    TARGET_CONTRACT_CODE_HASH_CHANGED
}
