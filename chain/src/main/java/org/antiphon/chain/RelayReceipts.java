package org.antiphon.chain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks which of the transactions that wait for a block are in one. */
final class RelayReceipts {

    private static final Logger log = LoggerFactory.getLogger(RelayReceipts.class);
    private static final int MAX_LOOKED_AT = 100;

    private final NodeTransactions node;
    private final Wallet wallet;
    private final Outbox outbox;
    private final RelayState state;

    RelayReceipts(NodeTransactions node, Wallet wallet, Outbox outbox, RelayState state) {
        this.node = node;
        this.wallet = wallet;
        this.outbox = outbox;
        this.state = state;
    }

    /** Whether there was any receipt, so that looking again at once makes sense. */
    Mono<Boolean> collect() {
        var jobs = state.awaiting().stream()
                .filter(RelayJob::isSent)
                .limit(MAX_LOOKED_AT)
                .toList();
        if (jobs.isEmpty()) {
            return Mono.just(false);
        }
        var hashes = new HashSet<String>();
        jobs.forEach(job -> hashes.addAll(job.hashes()));
        return node.receipts(hashes).flatMap(receipts -> take(jobs, receipts));
    }

    private Mono<Boolean> take(List<RelayJob> jobs, Map<String, Receipt> receipts) {
        var found = new HashMap<RelayJob, Receipt>();
        for (var job : jobs) {
            job.hashes().stream()
                    .map(receipts::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(receipt -> found.put(job, receipt));
        }
        Map<String, Receipt> durable = new HashMap<>();
        found.forEach((job, receipt) -> {
            if (!job.isFiller()) {
                durable.put(job.id(), receipt);
            }
        });
        return (durable.isEmpty() ? Mono.<Void>empty() : outbox.recordReceipts(durable))
                .then(Mono.fromRunnable(() -> found.forEach(state::included)))
                .then(Mono.defer(() -> overtaken(
                        jobs.stream().filter(job -> !found.containsKey(job)).toList())))
                .thenReturn(!found.isEmpty());
    }

    /** A nonce that the chain has passed without our transaction went to somebody else's: ours needs another. */
    private Mono<Void> overtaken(List<RelayJob> jobs) {
        var outdated = jobs.stream().filter(RelayJob::isOutdated).toList();
        if (outdated.isEmpty()) {
            return Mono.empty();
        }
        return node.nonce(wallet.address())
                .flatMapMany(next -> Flux.fromIterable(outdated).filter(job -> job.nonce() < next))
                .collectList()
                .flatMap(this::renumber);
    }

    private Mono<Void> renumber(List<RelayJob> jobs) {
        if (jobs.isEmpty()) {
            return Mono.empty();
        }
        log.error(
                "event=relay_nonce_stolen count={} first={}",
                jobs.size(),
                jobs.getFirst().nonce());
        var ids = jobs.stream().filter(job -> !job.isFiller()).map(RelayJob::id).toList();
        return outbox.resetToPending(ids)
                .then(Mono.fromRunnable(() -> jobs.reversed().forEach(state::reset)));
    }
}
