package org.antiphon.discovery.network.model;

/** Where a case stands. */
public enum CasePhase {
    DRAWING,
    VOTING,
    RULED,
    EXECUTING,
    ENDED
}
