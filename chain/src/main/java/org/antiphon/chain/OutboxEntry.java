package org.antiphon.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Outbox} knows of one transaction.
 *
 * @param transaction as it was submitted first
 * @param broadcasts every attempt since the last {@link Outbox#resetToPending reset}, oldest first, all with one nonce;
 *     empty while no nonce is assigned
 * @param receipt of the attempt that was included, if one was; it may still turn out to be on a dead branch until the
 *     entry is final
 * @param state how far it got
 * @param refusal the reason, in state {@link State#REFUSED}
 */
public record OutboxEntry(
        RelayTransaction transaction,
        List<Broadcast> broadcasts,
        @Nullable Receipt receipt,
        State state,
        @Nullable String refusal) {

    /** How far a transaction got. */
    public enum State {
        /** Accepted and durable, without a nonce. */
        PENDING,
        /** Has a nonce and at least one signed attempt, which may or may not have reached the node. */
        BROADCAST,
        /** Included in a block that a reorg may still take away. */
        INCLUDED,
        /** Included deeper than finality: done. */
        FINAL,
        /** Never to be included: done. */
        REFUSED
    }

    /** Copies the attempts. */
    public OutboxEntry {
        broadcasts = List.copyOf(broadcasts);
    }

    /** A new entry, nothing done yet. */
    public static OutboxEntry pending(RelayTransaction transaction) {
        return new OutboxEntry(transaction, List.of(), null, State.PENDING, null);
    }

    /** The transaction's id. */
    public String id() {
        return transaction.id();
    }

    /** The newest attempt, if there is one. */
    public @Nullable Broadcast lastBroadcast() {
        return broadcasts.isEmpty() ? null : broadcasts.getLast();
    }
}
