package org.antiphon.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the relay has in hand, by stage: waiting for a nonce, waiting for a block, in a block that may still go. Jobs enter from
 * any thread; everything else is the loop's.
 */
final class RelayState {

    private static final long MAX_HOLES = 10_000;

    private final Map<String, RelayJob> unfinished = new ConcurrentHashMap<>();
    private final Deque<RelayJob> pending = new ConcurrentLinkedDeque<>();
    private final TreeMap<Long, RelayJob> awaiting = new TreeMap<>();
    private final TreeMap<Long, Included> included = new TreeMap<>();
    private long nextNonce;

    /** A transaction in a block. */
    record Included(RelayJob job, Receipt receipt) {}

    /** Takes up what an outbox holds. */
    void load(List<OutboxEntry> entries, long chainNonce) {
        nextNonce = chainNonce;
        for (var entry : entries) {
            var job = RelayJob.resumed(entry);
            if (entry.lastBroadcast() == null) {
                add(job);
                continue;
            }
            nextNonce = Math.max(nextNonce, job.nonce() + 1);
            if (entry.receipt() == null) {
                await(job);
            } else {
                included.put(job.nonce(), new Included(job, entry.receipt()));
            }
        }
    }

    @Nullable
    RelayJob unfinished(String id) {
        return unfinished.get(id);
    }

    int size() {
        return unfinished.size();
    }

    /** A new job, to get a nonce; the one that is there already when the id is known. */
    RelayJob add(RelayJob job) {
        var known = unfinished.putIfAbsent(job.id(), job);
        if (known != null) {
            return known;
        }
        pending.addLast(job);
        return job;
    }

    /** The jobs that get the next nonces, which they have only after {@link #assigned}. */
    List<RelayJob> nextPending(int limit) {
        return pending.stream().limit(limit).toList();
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    long nextNonce() {
        return nextNonce;
    }

    void assigned(List<RelayJob> jobs) {
        for (var job : jobs) {
            pending.removeFirst();
            await(job);
            nextNonce = job.nonce() + 1;
        }
    }

    void await(RelayJob job) {
        if (!job.isFiller()) {
            unfinished.put(job.id(), job);
        }
        awaiting.put(job.nonce(), job);
    }

    List<RelayJob> awaiting() {
        return new ArrayList<>(awaiting.values());
    }

    boolean hasAwaiting() {
        return !awaiting.isEmpty();
    }

    void included(RelayJob job, Receipt receipt) {
        awaiting.remove(job.nonce());
        unfinished.remove(job.id());
        if (!job.isFiller()) {
            included.put(job.nonce(), new Included(job, receipt));
        }
        job.succeed(receipt);
    }

    /** Newest first. */
    List<Included> included() {
        return List.copyOf(included.descendingMap().values());
    }

    void forgetIncluded(Collection<Included> done) {
        done.forEach(item -> included.remove(item.job().nonce()));
    }

    /** Back to waiting for a block, to be sent again. */
    void await(Included item) {
        included.remove(item.job().nonce());
        var job = RelayJob.of(item.job().transaction());
        job.attempt(item.job().lastAttempt());
        await(job);
    }

    /** Back to waiting for a nonce, ahead of the others. */
    void reset(RelayJob job) {
        awaiting.remove(job.nonce());
        job.reset();
        pending.addFirst(job);
    }

    void refused(RelayJob job, String reason) {
        awaiting.remove(job.nonce());
        unfinished.remove(job.id());
        job.fail(new TransactionRefused(reason));
    }

    Optional<RelayJob> oldestAwaiting() {
        return Optional.ofNullable(awaiting.firstEntry()).map(Map.Entry::getValue);
    }

    /** Nonces that no transaction in hand has, though later ones wait for them. */
    List<Long> holes(long chainNonce) {
        var taken = new HashSet<>(awaiting.keySet());
        taken.addAll(included.keySet());
        var holes = LongStream.range(chainNonce, nextNonce)
                .filter(nonce -> !taken.contains(nonce))
                .limit(MAX_HOLES + 1)
                .boxed()
                .toList();
        if (holes.size() > MAX_HOLES) {
            throw new ChainException(
                    "the chain is at nonce %d of the relay's wallet, the outbox at %d: not the same chain"
                            .formatted(chainNonce, nextNonce));
        }
        return holes;
    }
}
