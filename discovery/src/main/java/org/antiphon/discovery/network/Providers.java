package org.antiphon.discovery.network;

import java.util.function.UnaryOperator;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** Providers in the index: an account becomes one with the first event about it. */
final class Providers {
    private Providers() {}

    static ServiceProvider of(String account, State state) {
        var provider = state.row(new ServiceProvider.Id(account));
        return provider == null ? ServiceProvider.none(account) : provider;
    }

    /** What else is read with a provider has changed, so that its watchers have to be told. */
    static Change touched(String account, Place at, State state) {
        return new Change.Put(of(account, state).touched(at.blockNumber()));
    }

    static Verdict change(String account, State state, UnaryOperator<ServiceProvider> change) {
        return Verdict.accept(new Change.Put(change.apply(of(account, state))));
    }
}
