package org.antiphon.discovery.network.model;

/** A juror's vote and a case's end, in the order of Arbitration's numbers. */
public enum Ruling {
    NONE,
    UPHELD,
    REJECTED,
    DISMISSED
}
