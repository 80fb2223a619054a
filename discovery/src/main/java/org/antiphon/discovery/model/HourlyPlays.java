package org.antiphon.discovery.model;

import java.time.Instant;

/** The plays of a track in the hour that begins at {@code hour}. */
public record HourlyPlays(long trackId, Instant hour, int plays) implements Row {
    @Override
    public Key.HourlyPlaysKey key() {
        return new Key.HourlyPlaysKey(trackId, hour);
    }
}
