package org.antiphon.discovery.network;

/** The rules of one contract: pure functions of its events and the rows they are about. */
public interface ContractRules {
    /** The name of the contract, for outcomes and parameters. */
    String contract();

    /** Tells which events have an effect, and which. */
    void declare(ContractEvents events);
}
