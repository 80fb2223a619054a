package org.antiphon.discovery.query;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cases, panels and arbitrators; amounts in the smallest unit. */
public final class ArbitrationView {
    private ArbitrationView() {}

    /** A case; panels and evidence are absent in lists. */
    public record Case(
            long caseId,
            String kind,
            String phase,
            String ruling,
            String opener,
            @Nullable String respondent,
            @Nullable String contentType,
            long subjectId,
            BigInteger amount,
            String cid,
            BigInteger deposit,
            long appealEndBlock,
            @Nullable String appellant,
            @Nullable String executionError,
            Instant createdAt,
            long blockNumber,
            @Nullable List<Panel> panels,
            @Nullable List<Evidence> evidence) {
        /** Whether the ruling asked for something and it was done. */
        public boolean isExecuted() {
            return phase.equals("ended") && ruling.equals("upheld") && executionError == null;
        }
    }

    /** A panel. */
    public record Panel(
            int round,
            BigInteger seatStake,
            long commitEndBlock,
            long revealEndBlock,
            int upheld,
            int rejected,
            String ruling,
            List<Juror> jurors) {}

    /** A juror of a panel, with what the case brought in all. */
    public record Juror(
            String juror,
            int seats,
            @Nullable String commitment,
            String vote,
            @Nullable BigInteger reward,
            @Nullable BigInteger penalty) {}

    /** Something jurors were pointed to. */
    public record Evidence(String submitter, String uri, long blockNumber) {}

    /** An arbitrator with the sums of its cases. */
    public record Arbitrator(
            String arbitrator,
            BigInteger active,
            BigInteger unbonding,
            long withdrawableAtBlock,
            int panelCount,
            BigInteger rewards,
            BigInteger penalties,
            long blockNumber) {}

    /** Content that is down. */
    public record Takedown(String contentType, long contentId, String cid, long caseId, long blockNumber) {}
}
