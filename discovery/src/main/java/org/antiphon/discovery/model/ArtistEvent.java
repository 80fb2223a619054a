package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something an artist calls others to, about a track.
 *
 * @param eventType what it is, {@code remix_contest}
 * @param endDate when it is over
 * @param eventData what the artist tells about it, such as the prizes and in the end the winners
 */
public record ArtistEvent(
        long eventId,
        long userId,
        String eventType,
        long trackId,
        Instant endDate,
        @Nullable JsonNode eventData,
        boolean isDelete,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {

    public ArtistEvent {
        eventData = Json.orAbsent(eventData);
    }

    @Override
    public Key.ArtistEventKey key() {
        return new Key.ArtistEventKey(eventId);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return isDelete ? List.of() : List.of(new Lookup.LiveEventsOfTrack(trackId));
    }

    /** The same with another end or told about otherwise. */
    public ArtistEvent changed(Instant newEnd, @Nullable JsonNode newData, Instant time, long block) {
        return new ArtistEvent(eventId, userId, eventType, trackId, newEnd, newData, isDelete, createdAt, time, block);
    }

    /** The event called off. */
    public ArtistEvent deleted(Instant time, long block) {
        return new ArtistEvent(eventId, userId, eventType, trackId, endDate, eventData, true, createdAt, time, block);
    }
}
