package org.antiphon.discovery.rules;

/** Somebody wants to change something. */
public record ActionEvent(RuleBook rules, Action wish) implements Event {
    @Override
    public String entityType() {
        return wish.entityType();
    }

    @Override
    public String action() {
        return wish.action();
    }

    @Override
    public void reads(Reads reads) {
        rules.reads(wish, reads);
    }

    @Override
    public Verdict judge(State state) {
        return rules.judge(wish, state);
    }
}
