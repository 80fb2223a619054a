package org.antiphon.discovery.query;

/** How far back plays, saves and reposts count as recent. */
public enum TrendingWindow {
    WEEK(7),
    MONTH(30),
    YEAR(365),
    ALL_TIME(100_000);

    private final int days;

    TrendingWindow(int days) {
        this.days = days;
    }

    int days() {
        return days;
    }
}
