package org.antiphon.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antiphon.chain.RelayState.Included;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks after what should have settled: blocks the chain dropped again, transactions the node forgot, gas prices nobody takes
 * any more, and what is deep enough to be done with.
 */
final class RelayAudit {

    private static final Logger log = LoggerFactory.getLogger(RelayAudit.class);
    private static final int MAX_LOOKED_AT = 100;

    private final NodeTransactions node;
    private final Wallet wallet;
    private final Outbox outbox;
    private final RelayOptions options;
    private final RelayState state;
    private final RelayBroadcaster broadcaster;

    RelayAudit(
            NodeTransactions node,
            Wallet wallet,
            Outbox outbox,
            RelayOptions options,
            RelayState state,
            RelayBroadcaster broadcaster) {
        this.node = node;
        this.wallet = wallet;
        this.outbox = outbox;
        this.options = options;
        this.state = state;
        this.broadcaster = broadcaster;
    }

    /** Everything; {@code progressAt} is when a transaction was last included. */
    Mono<Void> run(long progressAt) {
        return dropped().then(Mono.defer(this::settle)).then(Mono.defer(() -> stuck(progressAt)));
    }

    /** Fills nonces that nobody has but later transactions wait for. */
    Mono<Void> fillHoles() {
        return node.nonce(wallet.address()).flatMap(next -> broadcaster.fill(state.holes(next)));
    }

    /** Blocks stand on one another: below the newest receipt that still holds, all hold. */
    private Mono<Void> dropped() {
        return Flux.fromIterable(state.included())
                .concatMap(item -> holds(item).map(holds -> holds ? List.<Included>of() : List.of(item)), 1)
                .takeUntil(List::isEmpty)
                .concatMapIterable(items -> items)
                .collectList()
                .flatMap(this::sendAgain);
    }

    private Mono<Boolean> holds(Included item) {
        return node.blockHash(item.receipt().blockNumber())
                .map(hash -> hash.equals(item.receipt().blockHash()))
                .defaultIfEmpty(false);
    }

    private Mono<Void> sendAgain(List<Included> items) {
        if (items.isEmpty()) {
            return Mono.empty();
        }
        log.warn("event=relay_blocks_dropped transactions={}", items.size());
        return outbox.clearReceipts(items.stream().map(item -> item.job().id()).toList())
                .then(Mono.fromRunnable(() -> items.forEach(state::await)))
                .then(Mono.defer(this::fillHoles));
    }

    private Mono<Void> settle() {
        if (state.included().isEmpty()) {
            return Mono.empty();
        }
        return node.head().flatMap(head -> {
            var deep = state.included().stream()
                    .filter(item -> item.receipt().blockNumber() <= head - options.finality())
                    .toList();
            return deep.isEmpty()
                    ? Mono.<Void>empty()
                    : outbox.markFinal(
                                    deep.stream().map(item -> item.job().id()).toList())
                            .then(Mono.fromRunnable(() -> state.forgetIncluded(deep)));
        });
    }

    private Mono<Void> stuck(long progressAt) {
        var jobs = state.awaiting().stream()
                .filter(RelayJob::isSent)
                .filter(job -> isOverdue(Math.max(job.sentAt(), progressAt)))
                .limit(MAX_LOOKED_AT)
                .toList();
        if (jobs.isEmpty()) {
            return Mono.empty();
        }
        var hashes = new ArrayList<String>();
        jobs.forEach(job -> hashes.add(job.lastAttempt().transactionHash()));
        return node.known(hashes).flatMap(known -> revive(jobs, known));
    }

    private Mono<Void> revive(List<RelayJob> jobs, Set<String> known) {
        var forgotten = new HashSet<>(jobs);
        forgotten.removeIf(job -> known.contains(job.lastAttempt().transactionHash()));
        forgotten.forEach(RelayJob::sendAgain);
        // Only the oldest can be held up by its price: the others wait for it.
        return Mono.justOrEmpty(state.oldestAwaiting())
                .filter(job -> jobs.contains(job) && !forgotten.contains(job))
                .filter(job -> job.replacements() < options.maxReplacements())
                .flatMap(broadcaster::replace);
    }

    private boolean isOverdue(long since) {
        return System.nanoTime() - since > options.stuckAfter().toNanos();
    }
}
