package org.antiphon.discovery.network.model;

/** What is sold or ruled about, in the order of the contracts' numbers. */
public enum ContentType {
    TRACK,
    ALBUM
}
