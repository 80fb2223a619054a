package org.antiphon.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The relay's memory, which has to survive a crash: what an operation was told is durable when its {@link Mono} completes.
 * One outbox belongs to one wallet on one chain. The relay calls the operations that take several entries with up to a few
 * hundred at once and waits for each before the next, so one statement per call keeps its pace.
 *
 * <p>Operations on ids the outbox does not hold do nothing.
 */
public interface Outbox {

    /** Stores a new {@link OutboxEntry.State#PENDING} entry unless the id is taken; the entry that is stored afterwards. */
    Mono<OutboxEntry> insertIfAbsent(RelayTransaction transaction);

    /** The entry with this id, empty when there is none. */
    Mono<OutboxEntry> find(String id);

    /**
     * Everything in state PENDING, BROADCAST or INCLUDED: first those with a nonce by ascending nonce, then the others in
     * the order of their insertion.
     */
    Flux<OutboxEntry> unfinal();

    /** Adds one attempt to each entry: state BROADCAST. Called before the attempts are sent. */
    Mono<Void> recordBroadcasts(List<Broadcast> broadcasts);

    /** Sets or replaces the receipts of the entries with these ids: state INCLUDED. */
    Mono<Void> recordReceipts(Map<String, Receipt> receipts);

    /** Forgets receipts, keeping nonce and attempts: state BROADCAST. The chain dropped the blocks they name. */
    Mono<Void> clearReceipts(Collection<String> ids);

    /** Forgets nonce, attempts and receipts: state PENDING. Their nonce went to another transaction. */
    Mono<Void> resetToPending(Collection<String> ids);

    /** State FINAL. The relay does not ask for these entries again, except by {@link #find}. */
    Mono<Void> markFinal(Collection<String> ids);

    /** State REFUSED, with the reason. The relay does not ask for this entry again, except by {@link #find}. */
    Mono<Void> markRefused(String id, String reason);
}
