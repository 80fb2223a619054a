package org.antiphon.discovery.network;

import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** What follows from one kind of event. */
interface Rule<E> {
    /** Decides; must not fail. What the contract did is a fact, so only what the index can't know is rejected. */
    Verdict judge(E event, Place at, State state);
}
