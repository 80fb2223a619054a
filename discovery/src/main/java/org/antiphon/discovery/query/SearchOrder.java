package org.antiphon.discovery.query;

/** The order of tracks found. */
public enum SearchOrder {
    /** Best match first; without a text, most played first. */
    RELEVANT,
    /** Most played first. */
    POPULAR,
    /** Newest first. */
    RECENT
}
