package org.antiphon.discovery.query;

/** The published formulas for the trending of playlists. */
public enum PlaylistStrategy {
    /** All playlists or albums, without a regard to age. */
    PNAGD,
    /** The thirty playlists with the most saves; no albums. */
    EJ57D
}
