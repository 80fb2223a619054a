package org.antiphon.discovery.rules;

/** What a log of a followed contract wants of the index: a pure function of itself and the rows it asked for. */
public interface Event {
    /** What kind of thing it is about, for its outcome. */
    String entityType();

    /** What happens to the thing, for its outcome. */
    String action();

    /** Names every row that {@link #judge} may ask for, and that its changes touch. */
    void reads(Reads reads);

    /** Decides. */
    Verdict judge(State state);

    /** A log of a followed contract whose data can't be read. */
    record Unreadable(String why) implements Event {
        @Override
        public String entityType() {
            return "";
        }

        @Override
        public String action() {
            return "";
        }

        @Override
        public void reads(Reads reads) {}

        @Override
        public Verdict judge(State state) {
            return Verdict.reject(Rejection.EVENT_MALFORMED, "%s", why);
        }
    }
}
