package org.antiphon.discovery.network.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A case before the arbitrators. */
public record ArbitrationCase(
        long caseId,
        @JsonUnwrapped CaseSubject subject,
        @JsonUnwrapped CaseProgress progress,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    /** Names it. */
    public record Id(long caseId) implements Key<ArbitrationCase> {}

    @Override
    public Id key() {
        return new Id(caseId);
    }

    /** As it goes on. */
    public ArbitrationCase progress(CaseProgress next, Place at) {
        return new ArbitrationCase(caseId, subject, next, createdAt, at.createdAt(), at.blockNumber());
    }
}
