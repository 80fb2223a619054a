package org.antiphon.discovery.model;

import java.util.List;

/** That a track is a remix of another. */
public record Remix(long parentTrackId, long childTrackId, long blockNumber) implements Row {
    @Override
    public Key.RemixKey key() {
        return new Key.RemixKey(parentTrackId, childTrackId);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return List.of(new Lookup.RemixParents(childTrackId));
    }
}
