package org.antiphon.discovery.rules;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/**
 * One signed wish to change the index, with the block it stands in.
 *
 * @param userId on whose behalf; ids beyond 63 bits, which nobody can have, are {@link Long#MAX_VALUE}
 * @param signer the address that signed, in lower case
 * @param time the clock of the block, the only clock the rules know
 */
public record Action(
        long userId,
        String signer,
        String entityType,
        long entityId,
        String action,
        Metadata metadata,
        Instant time,
        long blockNumber) {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    public Action {
        signer = signer.toLowerCase(Locale.ROOT);
    }

    /** An id as the chain has it, unsigned 256 bits. */
    public static long id(BigInteger id) {
        return id.min(LARGEST).longValueExact();
    }

    /** Decides by the metadata where there must be some. */
    Verdict withFields(Function<Metadata.Fields, Verdict> rule) {
        return switch (metadata) {
            case Metadata.Fields fields -> rule.apply(fields);
            case Metadata.Malformed malformed -> Verdict.reject(Rejection.METADATA_INVALID, "%s", malformed.why());
            case Metadata.Absent absent ->
                Verdict.reject(Rejection.METADATA_INVALID, "metadata: missing (expected: a JSON object)");
        };
    }
}
