package org.antiphon.discovery.network.model;

/** What a case is about, in the order of Arbitration's numbers. */
public enum CaseKind {
    TAKEDOWN,
    REINSTATEMENT,
    MISBEHAVIOUR,
    REFUND
}
