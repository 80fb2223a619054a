package org.antiphon.chain;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One transaction on its way. Apart from the result it is touched by the relay's loop alone.
 *
 * <p>A filler is a transaction that does nothing, sent for a nonce that would otherwise hold up all later ones. It is not in
 * the outbox.
 */
final class RelayJob {

    private final RelayTransaction transaction;
    private final boolean filler;
    private final List<Broadcast> attempts = new ArrayList<>();
    private final Sinks.One<Receipt> result = Sinks.one();
    private boolean sent;
    private long sentAt;
    private int replacements;
    private int refusals;
    private boolean outdated;

    private RelayJob(RelayTransaction transaction, boolean filler) {
        this.transaction = transaction;
        this.filler = filler;
    }

    static RelayJob of(RelayTransaction transaction) {
        return new RelayJob(transaction, false);
    }

    static RelayJob resumed(OutboxEntry entry) {
        var job = of(entry.transaction());
        job.attempts.addAll(entry.broadcasts());
        return job;
    }

    static RelayJob filler(Broadcast broadcast, String wallet) {
        var job = new RelayJob(new RelayTransaction(broadcast.id(), wallet, new byte[0], 21_000), true);
        job.attempts.add(broadcast);
        return job;
    }

    String id() {
        return transaction.id();
    }

    RelayTransaction transaction() {
        return transaction;
    }

    boolean isFiller() {
        return filler;
    }

    List<String> hashes() {
        return attempts.stream().map(Broadcast::transactionHash).toList();
    }

    Broadcast lastAttempt() {
        return attempts.getLast();
    }

    long nonce() {
        return attempts.getLast().nonce();
    }

    void attempt(Broadcast broadcast) {
        attempts.add(broadcast);
        sent = false;
    }

    /** Forgets its nonce. */
    void reset() {
        attempts.clear();
        sent = false;
        outdated = false;
        replacements = 0;
    }

    boolean isSent() {
        return sent;
    }

    void sentAt(long nanos) {
        sent = true;
        sentAt = nanos;
    }

    long sentAt() {
        return sentAt;
    }

    void sendAgain() {
        sent = false;
    }

    int replaced() {
        return replacements++;
    }

    int replacements() {
        return replacements;
    }

    int refused() {
        return ++refusals;
    }

    /** The node said that the nonce is taken: by one of the attempts, or by somebody else's transaction. */
    void markOutdated() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    Mono<Receipt> result() {
        return result.asMono();
    }

    void succeed(Receipt receipt) {
        result.tryEmitValue(receipt);
    }

    void fail(Throwable reason) {
        result.tryEmitError(reason);
    }
}
