package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * News for all users.
 *
 * @param data the texts as clients show them, {@code {"title": "…", …}}
 */
public record Announcement(long announcementId, JsonNode data, Instant createdAt, long blockNumber) implements Row {
    @Override
    public Key.AnnouncementKey key() {
        return new Key.AnnouncementKey(announcementId);
    }
}
