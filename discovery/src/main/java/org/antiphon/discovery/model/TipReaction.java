package org.antiphon.discovery.model;

import java.time.Instant;

/**
 * How a user likes a tip.
 *
 * @param reactedTo the transaction of the tip
 * @param reactionValue which of the signs the user chose, from 1
 */
public record TipReaction(
        long userId, String reactedTo, int reactionValue, Instant createdAt, Instant updatedAt, long blockNumber)
        implements Row {
    @Override
    public Key.TipReactionKey key() {
        return new Key.TipReactionKey(userId, reactedTo);
    }
}
