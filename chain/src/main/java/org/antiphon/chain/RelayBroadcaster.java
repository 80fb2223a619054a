package org.antiphon.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives transactions their nonces, durably, and then hands them to the node, as often as it takes. */
final class RelayBroadcaster {

    private static final Logger log = LoggerFactory.getLogger(RelayBroadcaster.class);
    /** Complaints that say that this transaction, or another one with its nonce, is there already. */
    private static final Pattern TAKEN = Pattern.compile("nonce too low|already|^known transaction|underpriced");

    private static final int MAX_REFUSALS = 3;
    private static final long GAS_PRICE_AGE_NANOS = 2_000_000_000L;

    private final NodeTransactions node;
    private final Wallet wallet;
    private final Outbox outbox;
    private final RelayOptions options;
    private final RelayState state;
    private BigInteger gasPrice = BigInteger.ZERO;
    private long gasPriceAt;
    private boolean gasPriceKnown;

    RelayBroadcaster(NodeTransactions node, Wallet wallet, Outbox outbox, RelayOptions options, RelayState state) {
        this.node = node;
        this.wallet = wallet;
        this.outbox = outbox;
        this.options = options;
        this.state = state;
    }

    /** The nonces are taken only when the outbox holds them: after a crash in between, the same ones are taken again. */
    Mono<Void> assignNonces() {
        if (!state.hasPending()) {
            return Mono.empty();
        }
        return currentGasPrice().flatMap(price -> {
            var jobs = state.nextPending(options.batchSize());
            var broadcasts = new ArrayList<Broadcast>();
            for (var job : jobs) {
                broadcasts.add(sign(job, state.nextNonce() + broadcasts.size(), price));
            }
            return outbox.recordBroadcasts(broadcasts).then(Mono.fromRunnable(() -> {
                for (int i = 0; i < jobs.size(); i++) {
                    jobs.get(i).attempt(broadcasts.get(i));
                }
                state.assigned(jobs);
            }));
        });
    }

    /** Sends what was not sent since it was signed, or is to be sent again. */
    Mono<Void> send() {
        var jobs = state.awaiting().stream()
                .filter(job -> !job.isSent())
                .limit(options.batchSize())
                .toList();
        if (jobs.isEmpty()) {
            return Mono.empty();
        }
        return node.send(jobs.stream().map(job -> job.lastAttempt().raw()).toList())
                .flatMapMany(
                        complaints -> Flux.range(0, jobs.size()).concatMap(i -> sent(jobs.get(i), complaints.get(i))))
                .then();
    }

    /** Signs the same call with the same nonce for a higher gas price. */
    Mono<Void> replace(RelayJob job) {
        return currentGasPrice().flatMap(price -> {
            job.replaced();
            var raised = raised(price, job.replacements());
            var broadcast = sign(job, job.nonce(), raised);
            log.warn("event=relay_replaced id={} nonce={} gas_price={}", job.id(), job.nonce(), raised);
            return (job.isFiller() ? Mono.<Void>empty() : outbox.recordBroadcasts(List.of(broadcast)))
                    .then(Mono.fromRunnable(() -> job.attempt(broadcast)));
        });
    }

    /** Sends transactions without effect for nonces nobody in hand has. */
    Mono<Void> fill(List<Long> nonces) {
        if (nonces.isEmpty()) {
            return Mono.empty();
        }
        log.warn("event=relay_nonces_filled count={} first={}", nonces.size(), nonces.getFirst());
        return currentGasPrice()
                .doOnNext(price -> nonces.forEach(nonce -> fill(nonce, price)))
                .then();
    }

    private void fill(long nonce, BigInteger price) {
        var signed = wallet.sign(nonce, price, BigInteger.valueOf(21_000), wallet.address(), "0x");
        var broadcast = new Broadcast("filler-" + nonce, nonce, signed.hash(), signed.raw());
        state.await(RelayJob.filler(broadcast, wallet.address()));
    }

    private Mono<Void> sent(RelayJob job, Optional<String> complaint) {
        var words = complaint.orElse("").toLowerCase(Locale.ROOT);
        if (words.contains("nonce too low")) {
            job.markOutdated();
        }
        if (words.isEmpty() || TAKEN.matcher(words).find()) {
            job.sentAt(System.nanoTime());
            return Mono.empty();
        }
        log.warn("event=relay_send_refused id={} nonce={} reason=\"{}\"", job.id(), job.nonce(), words);
        return job.refused() < MAX_REFUSALS || job.isFiller() ? Mono.empty() : giveUp(job, words);
    }

    /** Its nonce goes to a filler, so that the transactions behind it can move. */
    private Mono<Void> giveUp(RelayJob job, String reason) {
        var nonce = job.nonce();
        return outbox.markRefused(job.id(), reason).then(Mono.defer(() -> {
            state.refused(job, reason);
            return fill(List.of(nonce));
        }));
    }

    private Broadcast sign(RelayJob job, long nonce, BigInteger price) {
        var transaction = job.transaction();
        var signed = wallet.sign(
                nonce,
                price,
                BigInteger.valueOf(transaction.gasLimit()),
                transaction.to(),
                Numeric.toHexString(transaction.data()));
        return new Broadcast(job.id(), nonce, signed.hash(), signed.raw());
    }

    private Mono<BigInteger> currentGasPrice() {
        if (gasPriceKnown && System.nanoTime() - gasPriceAt < GAS_PRICE_AGE_NANOS) {
            return Mono.just(gasPrice);
        }
        return node.gasPrice().doOnNext(price -> {
            gasPrice = price;
            gasPriceAt = System.nanoTime();
            gasPriceKnown = true;
        });
    }

    /** 15 % more for each replacement, at least one wei; nodes ask for 10 to 12.5 %. */
    private static BigInteger raised(BigInteger price, int times) {
        var raised = price;
        for (int i = 0; i < times; i++) {
            raised = raised.multiply(BigInteger.valueOf(115))
                    .divide(BigInteger.valueOf(100))
                    .add(BigInteger.ONE);
        }
        return raised;
    }
}
