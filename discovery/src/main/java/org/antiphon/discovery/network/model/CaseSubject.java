package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a case is about, as it was opened.
 *
 * @param contentType null unless it is about content
 * @param subjectId id of the content or of the purchase; 0 for a provider
 * @param respondent the accused provider, the seller, the opener of the takedown to be undone; null where only discovery
 *     knows
 * @param amount what to slash, or the price to be refunded
 */
public record CaseSubject(
        CaseKind kind,
        @Nullable ContentType contentType,
        long subjectId,
        String opener,
        @Nullable String respondent,
        BigInteger amount,
        String cid,
        BigInteger deposit) {}
