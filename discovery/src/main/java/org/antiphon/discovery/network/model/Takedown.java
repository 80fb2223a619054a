package org.antiphon.discovery.network.model;

import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** Content that is down. */
public record Takedown(
        ContentType contentType, long contentId, long caseId, String cid, Instant createdAt, long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(ContentType contentType, long contentId) implements Key<Takedown> {}

    @Override
    public Id key() {
        return new Id(contentType, contentId);
    }
}
