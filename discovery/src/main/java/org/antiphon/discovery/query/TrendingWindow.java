package org.antiphon.discovery.query;

/**
 * How far back plays, saves and reposts count as recent. A month and a year are those of the calendar.
 */
public enum TrendingWindow {
    WEEK("week", 7),
    MONTH("month", 30),
    YEAR("year", 365),
    ALL_TIME("all", 100_000);

    private final String period;
    private final int days;

    TrendingWindow(String period, int days) {
        this.period = period;
        this.days = days;
    }

    /** What the columns, and the rankings, of this window are called after. */
    String period() {
        return period;
    }

    /** The age at which a score begins to fall. */
    int days() {
        return days;
    }
}
