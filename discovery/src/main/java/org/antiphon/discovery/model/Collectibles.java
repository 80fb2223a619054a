package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** The collectibles that a user shows, in the form that clients gave them. */
public record Collectibles(long userId, JsonNode data, Instant createdAt, Instant updatedAt, long blockNumber)
        implements Row {
    @Override
    public Key.CollectiblesKey key() {
        return new Key.CollectiblesKey(userId);
    }
}
