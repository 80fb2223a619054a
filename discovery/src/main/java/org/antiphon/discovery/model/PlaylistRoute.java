package org.antiphon.discovery.model;

/** A permalink that leads to a playlist, now or formerly its current one. */
public record PlaylistRoute(long ownerId, String slug, long playlistId, long blockNumber) implements Row {
    @Override
    public Key.PlaylistRouteKey key() {
        return new Key.PlaylistRouteKey(ownerId, slug);
    }
}
