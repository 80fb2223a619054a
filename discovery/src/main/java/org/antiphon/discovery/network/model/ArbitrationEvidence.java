package org.antiphon.discovery.network.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** Somebody pointed the jurors to evidence. */
public record ArbitrationEvidence(@JsonUnwrapped Place place, long caseId, String submitter, String uri)
        implements Row {
    /** Names it by its place. */
    public record Id(long blockNumber, int logIndex) implements Key<ArbitrationEvidence> {}

    @Override
    public Id key() {
        return new Id(place.blockNumber(), place.logIndex());
    }
}
