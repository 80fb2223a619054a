package org.antiphon.discovery.query;

import java.util.Arrays;

/** The published formulas for the trending of tracks, by the names Audius has for them. */
public enum TrackStrategy {
    /** The one that is asked for by no name: the age of a track counts from its release. */
    PNAGD("pnagD"),
    /** The first: the age of a track counts from its creation; a year is all time. */
    EJ57D("EJ57D"),
    /** As pnagD, but with the logarithm of the karma. */
    ANLGE("AnlGe");

    private static final String KARMA = "k.karma::float8";
    private static final String LOG_KARMA = "(1 + log(1 + k.karma::float8))";
    private static final String SINCE_RELEASE =
            "CASE WHEN t.release_date > clock.now THEN t.created_at ELSE greatest(t.release_date, t.created_at) END";

    private final String version;

    TrackStrategy(String version) {
        this.version = version;
    }

    /** The strategy of a name; pnagD if it is no name. */
    public static TrackStrategy of(String version) {
        return Arrays.stream(values())
                .filter(each -> each.version.equals(version))
                .findAny()
                .orElse(PNAGD);
    }

    TrendingWindow window(TrendingWindow asked) {
        return this == EJ57D && asked == TrendingWindow.YEAR ? TrendingWindow.ALL_TIME : asked;
    }

    /** The ranking among {@code trending_bounds} whose bounds hold for this strategy. */
    String ranking(TrendingWindow window) {
        return (this == ANLGE ? "tracks.log." : "tracks.") + window(window).period();
    }

    /** By what the sum of plays, reposts and saves is multiplied. */
    String factor() {
        return this == ANLGE ? LOG_KARMA : KARMA;
    }

    /** When a track was born. */
    String birth() {
        return this == EJ57D ? "t.created_at" : SINCE_RELEASE;
    }
}
