package org.antiphon.discovery.model;

import java.time.Instant;

/** When a user looked at a playlist last: what came into it before is no news any more. */
public record PlaylistSeen(long userId, long playlistId, Instant seenAt, long blockNumber) implements Row {
    @Override
    public Key.PlaylistSeenKey key() {
        return new Key.PlaylistSeenKey(userId, playlistId);
    }
}
