package org.antiphon.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends the transactions of a wallet that nobody else uses meanwhile, many at a time, and makes sure of each. Without an
 * outbox: who sends must be able to tell from the chain what is left to do.
 */
final class TransactionPipeline {

    /** What geth keeps of one account for certain. */
    private static final int MAX_IN_FLIGHT = 16;

    private static final Logger log = LoggerFactory.getLogger(TransactionPipeline.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Retry POLL = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(5))
            .maxBackoff(Duration.ofSeconds(1))
            .jitter(0)
            .filter(NotIncluded.class::isInstance);

    private static final Duration AT_ONCE = Duration.ofMillis(300);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final NodeTransactions node;
    private final Wallet wallet;
    private final BigInteger gasPrice;

    TransactionPipeline(NodeTransactions node, Wallet wallet, BigInteger gasPrice) {
        this.node = node;
        this.wallet = wallet;
        this.gasPrice = gasPrice;
    }

    /**
     * Sends in the given order and emits each transaction that is in a block, in that order. Fails with the first that is
     * refused or reverts; up to 15 after it may have been sent then.
     */
    Flux<Included> send(List<Outgoing> transactions) {
        return Flux.fromIterable(transactions).buffer(MAX_IN_FLIGHT).concatMap(this::sendTogether, 1);
    }

    private Flux<Included> sendTogether(List<Outgoing> transactions) {
        var signed = transactions.stream().map(this::sign).toList();
        var hashes = signed.stream().map(Wallet.Signed::hash).toList();
        // One request each: a node may take up the parts of a batch in any order, and leave a nonce that came early
        // waiting.
        var minesAtOnce = new AtomicBoolean(true);
        return Flux.range(0, signed.size())
                .concatMap(i -> hand(transactions.get(i), signed.get(i)).then(settle(hashes.get(i), minesAtOnce)))
                .then(Mono.defer(() -> receipts(hashes)))
                .flatMapIterable(receipts -> included(transactions, hashes, receipts))
                .concatMap(this::requireSuccess);
    }

    private Mono<?> hand(Outgoing transaction, Wallet.Signed signed) {
        return node.send(List.of(signed.raw()))
                .doOnNext(complaints ->
                        complaints.getFirst().ifPresent(complaint -> requireKnown(transaction, complaint)));
    }

    /**
     * A development node that mines at once can leave a nonce waiting for ever that came while the one before was mined, so
     * there each transaction waits for the one before. On other chains the first wait of a group shows that none is worth it.
     */
    private Mono<Void> settle(String hash, AtomicBoolean minesAtOnce) {
        return Mono.defer(() -> node.receipts(List.of(hash)))
                .filter(found -> found.size() == 1)
                .repeatWhenEmpty(again -> again.delayElements(LOOK_EVERY))
                .timeout(AT_ONCE)
                .onErrorResume(TimeoutException.class, late -> {
                    minesAtOnce.set(false);
                    return Mono.empty();
                })
                .then()
                .transform(wait -> Mono.defer(() -> minesAtOnce.get() ? wait : Mono.empty()));
    }

    private Wallet.Signed sign(Outgoing transaction) {
        var gasLimit = BigInteger.valueOf(transaction.gasLimit());
        return wallet.sign(transaction.nonce(), gasPrice, gasLimit, transaction.to(), transaction.data());
    }

    private Mono<Map<String, Receipt>> receipts(List<String> hashes) {
        return Mono.defer(() -> node.receipts(hashes))
                .filter(receipts -> receipts.size() == hashes.size())
                .switchIfEmpty(Mono.error(NotIncluded::new))
                .retryWhen(POLL)
                .timeout(
                        TIMEOUT,
                        Mono.error(() -> new ChainException("transactions of %s were not included within %s (%s …)"
                                .formatted(wallet.address(), TIMEOUT, hashes.getFirst()))));
    }

    private static List<Included> included(
            List<Outgoing> transactions, List<String> hashes, Map<String, Receipt> receipts) {
        return transactions.stream()
                .map(transaction -> {
                    var receipt = receipts.get(hashes.get(transactions.indexOf(transaction)));
                    return new Included(transaction, Objects.requireNonNull(receipt));
                })
                .toList();
    }

    private Mono<Included> requireSuccess(Included included) {
        var transaction = included.transaction();
        if (included.receipt().succeeded()) {
            log.debug(
                    "event=transaction_included name=\"{}\" block={}",
                    transaction.name(),
                    included.receipt().blockNumber());
            return Mono.just(included);
        }
        return reason(transaction)
                .flatMap(reason -> Mono.error(new ChainException("%s reverted in block %d: %s"
                        .formatted(transaction.name(), included.receipt().blockNumber(), reason))));
    }

    /** By doing it again without sending: the receipt does not tell. */
    private Mono<String> reason(Outgoing transaction) {
        var gasLimit = BigInteger.valueOf(transaction.gasLimit());
        return node.call(wallet.address(), gasLimit, transaction.to(), transaction.data())
                .map(answer -> "it would succeed now")
                .onErrorResume(TransactionRefused.class, refused -> Mono.just(refused.reason()));
    }

    private static void requireKnown(Outgoing transaction, String complaint) {
        if (!complaint.contains("known") && !complaint.contains("already imported")) {
            throw new ChainException(
                    "%s with nonce %d: %s".formatted(transaction.name(), transaction.nonce(), complaint));
        }
    }

    /**
     * A transaction to be sent.
     *
     * @param name for people
     * @param to null to create a contract
     * @param data hex
     */
    record Outgoing(String name, long nonce, @Nullable String to, String data, long gasLimit) {}

    /** A transaction in a block. */
    record Included(Outgoing transaction, Receipt receipt) {}

    private static final class NotIncluded extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotIncluded() {
            super("not included yet", null, false, false);
        }
    }
}
