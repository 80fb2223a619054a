package org.antiphon.discovery.network;

import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** Something a contract did, with the rule for it. */
record ContractEvent<E>(String entityType, EventKind<E> kind, E event, Place place) implements Event {
    @Override
    public String action() {
        return kind.name();
    }

    @Override
    public void reads(Reads reads) {
        kind.reads().name(event, place, reads);
    }

    @Override
    public Verdict judge(State state) {
        return kind.rule().judge(event, place, state);
    }
}
