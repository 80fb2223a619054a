package org.antiphon.discovery.model;

/**
 * A row of a table that the rules read and write. The component names in snake case are the column names: the index
 * store moves rows as JSON and needs no mapping of its own.
 */
public sealed interface Row
        permits Follow, HourlyPlays, Repost, Save, Track, TrackCounts, TrackRoute, User, UserCounts {
    /** What names the row in its table. */
    Key key();
}
