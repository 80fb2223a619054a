package org.antiphon.discovery.query;

/** The published formulas for the trending of artists who are not known yet. */
public enum UndergroundStrategy {
    /** The one that is asked for by no name: the week's tracks by pnagD, without the best and those of known artists. */
    NEWEST,
    /** The first: a score of its own for tracks of three weeks. */
    EJ57D;

    /** The strategy of a name; the newest if it is no name. */
    public static UndergroundStrategy of(String version) {
        return version.equals(EJ57D.name()) ? EJ57D : NEWEST;
    }
}
