package org.antiphon.discovery.rules;

/** The rules of one kind of entity: pure functions, told the rows they asked for. */
interface EntityRules {
    /** Names every row that {@link #judge} may ask for, from the action alone. */
    void reads(Action action, Reads reads);

    /** Decides. Must not fail, whatever the action holds. */
    Verdict judge(Action action, State state);
}
