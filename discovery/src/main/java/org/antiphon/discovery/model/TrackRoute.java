package org.antiphon.discovery.model;

/** A permalink that leads to a track, now or formerly its current one. */
public record TrackRoute(long ownerId, String slug, long trackId, long blockNumber) implements Row {
    @Override
    public Key.RouteKey key() {
        return new Key.RouteKey(ownerId, slug);
    }
}
