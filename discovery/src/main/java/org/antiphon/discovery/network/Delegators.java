package org.antiphon.discovery.network;

import org.antiphon.discovery.network.model.Delegation;
import org.antiphon.discovery.network.model.Delegator;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;

/** Delegators in the index: an account becomes one with its first delegation. */
final class Delegators {
    private Delegators() {}

    static Delegator of(String account, State state) {
        var delegator = state.row(new Delegator.Id(account));
        return delegator == null ? Delegator.none(account) : delegator;
    }

    /** Names the rows of one delegation. */
    static void read(String provider, String delegator, Reads reads) {
        reads.row(new ServiceProvider.Id(provider));
        reads.row(new Delegation.Id(provider, delegator));
        reads.row(new Delegator.Id(delegator));
    }

    /** Names the rows of all delegations to a provider. */
    static void readAll(String provider, Reads reads) {
        reads.row(new ServiceProvider.Id(provider));
        reads.rows(new Delegation.To(provider));
        reads.rows(new Delegator.Of(provider));
    }
}
