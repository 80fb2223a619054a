package org.antiphon.discovery.network.model;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * A juror's part in a round: one vote, which counts once per seat.
 *
 * @param commitment the latest; null before the juror committed
 */
public record ArbitrationJuror(
        long caseId,
        int round,
        String juror,
        int seats,
        @Nullable String commitment,
        Ruling vote,
        long blockNumber) implements Row {
    /** Names it. */
    public record Id(long caseId, int round, String juror) implements Key<ArbitrationJuror> {}

    @Override
    public Id key() {
        return new Id(caseId, round, juror);
    }

    /** With a commitment. */
    public ArbitrationJuror committed(String latest, long block) {
        return new ArbitrationJuror(caseId, round, juror, seats, latest, vote, block);
    }

    /** With a revealed vote. */
    public ArbitrationJuror voted(Ruling revealed, long block) {
        return new ArbitrationJuror(caseId, round, juror, seats, commitment, revealed, block);
    }
}
