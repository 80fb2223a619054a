package org.antiphon.discovery.query;

import java.time.Instant;

/**
 * What time it is for windows that end now, as SQL. One clock for all queries, so that a test can stop it.
 *
 * @param expression of type {@code timestamptz}
 */
public record DatabaseClock(String expression) {
    /** The clock of the database. */
    public static DatabaseClock system() {
        return new DatabaseClock("now()");
    }

    /** A clock that stands still. */
    public static DatabaseClock stoppedAt(Instant time) {
        return new DatabaseClock("timestamptz '%s'".formatted(time));
    }
}
