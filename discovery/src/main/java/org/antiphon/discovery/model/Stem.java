package org.antiphon.discovery.model;

import org.jspecify.annotations.Nullable;

/**
 * That a track is a part of another.
 *
 * @param category which part, e.g. {@code BASS}
 */
public record Stem(
        long childTrackId, long parentTrackId, @Nullable String category, long blockNumber) implements Row {
    @Override
    public Key.StemKey key() {
        return new Key.StemKey(childTrackId);
    }
}
