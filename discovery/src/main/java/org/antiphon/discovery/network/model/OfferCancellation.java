package org.antiphon.discovery.network.model;

import java.math.BigInteger;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * A seller made offers below a version void.
 *
 * @param contentType what the offers are for; {@code NONE} if all of the seller's are meant
 * @param contentId 0 if all are meant
 */
public record OfferCancellation(
        String seller,
        Scope contentType,
        long contentId,
        BigInteger minimumVersion,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    /** Names it: a later one takes the place of an earlier one about the same. */
    public record Id(String seller, Scope contentType, long contentId) implements Key<OfferCancellation> {}

    /** Offers for what. */
    public enum Scope {
        NONE,
        TRACK,
        ALBUM;

        /** Offers for a kind of content. */
        public static Scope of(ContentType type) {
            return switch (type) {
                case TRACK -> TRACK;
                case ALBUM -> ALBUM;
            };
        }
    }

    @Override
    public Id key() {
        return new Id(seller, contentType, contentId);
    }
}
