package org.antiphon.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.antiphon.chain.OutboxEntry.State;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;

/**
 * Sends transactions from one wallet. What {@code submit} accepted is durable and gets included, across crashes of this
 * process, reorgs and nodes that forget; and it is included once: an id has one nonce, and one nonce one place in the chain.
 *
 * <p>Nonces are given out without waiting for receipts. The wallet must not be used by anybody else, nor by a second relay.
 */
public final class TransactionRelay {

    private static final int LOOKS = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ChainClient client;
    private final Credentials credentials;
    private final Outbox outbox;
    private final RelayOptions options;
    private final NodeTransactions node;
    private final Map<String, Mono<Receipt>> admissions = new ConcurrentHashMap<>();
    private volatile @Nullable RelayLoop loop;

    /** Over a node, a wallet nobody else uses, and a durable outbox. Does nothing before {@link #start}. */
    public TransactionRelay(ChainClient client, Credentials wallet, Outbox outbox, RelayOptions options) {
        this.client = client;
        this.credentials = wallet;
        this.outbox = outbox;
        this.options = options;
        this.node = new NodeTransactions(client);
    }

    /** Takes up whatever the outbox holds that is not final, and is ready for more when it completes. To be called once. */
    public Mono<Void> start() {
        return client.chainId()
                .flatMap(chainId -> {
                    var started = new RelayLoop(client, new Wallet(credentials, chainId), outbox, options);
                    return started.start().thenReturn(started);
                })
                .doOnNext(started -> loop = started)
                .then();
    }

    /**
     * The receipt, as soon as the transaction is included. The same id, also later and after a restart, gives the receipt of
     * the same transaction. Cancelling stops waiting and nothing else.
     *
     * <p>Errors: {@link TransactionRefused} when the call would fail, with the contract's reason and without spending gas, or
     * when the node will not have the transaction; {@link RelayOverloaded}; {@link ChainException} when the node could not be
     * asked, in which case nothing was accepted.
     */
    public Mono<Receipt> submit(RelayTransaction transaction) {
        return Mono.defer(() -> admissions.computeIfAbsent(
                transaction.id(),
                id -> admit(transaction)
                        .doFinally(signal -> admissions.remove(id))
                        .cache()));
    }

    /** Takes nothing new, and completes when everything accepted is included; cancelled, it stops at once. */
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            var running = loop;
            return running == null ? Mono.empty() : running.stop();
        });
    }

    private Mono<Receipt> admit(RelayTransaction transaction) {
        var running = loop;
        if (running == null || running.isStopping()) {
            return Mono.error(new RelayOverloaded("the relay is not running"));
        }
        return outbox.find(transaction.id())
                .map(known -> known(transaction.id(), running))
                .defaultIfEmpty(Mono.defer(() -> accept(transaction, running)))
                .flatMap(receipt -> receipt);
    }

    private Mono<Receipt> accept(RelayTransaction transaction, RelayLoop running) {
        if (running.isFull()) {
            return Mono.error(new RelayOverloaded(
                    "transactions in flight: %1$d (expected: below %1$d)".formatted(options.maxInFlight())));
        }
        var gasLimit = BigInteger.valueOf(transaction.gasLimit());
        return node.call(running.wallet(), gasLimit, transaction.to(), Numeric.toHexString(transaction.data()))
                .then(Mono.defer(() -> outbox.insertIfAbsent(transaction)))
                .flatMap(entry -> running.enqueue(entry).result());
    }

    /** An entry changes stage in the outbox a moment before it does in the loop, so it may take a second look to find it. */
    private Mono<Receipt> known(String id, RelayLoop running) {
        return Mono.defer(() -> outbox.find(id))
                .flatMap(entry -> outcome(entry, running))
                .repeatWhenEmpty(LOOKS, looks -> looks.delayElements(LOOK_AGAIN))
                .onErrorMap(IllegalStateException.class, e -> new ChainException(id + " is in no stage", e));
    }

    private static Mono<Receipt> outcome(OutboxEntry entry, RelayLoop running) {
        if (entry.receipt() != null) {
            return Mono.just(entry.receipt());
        }
        if (entry.state() == State.REFUSED) {
            return Mono.error(new TransactionRefused(String.valueOf(entry.refusal())));
        }
        var job = running.unfinished(entry.id());
        return job == null ? Mono.empty() : job.result();
    }
}
