package org.antiphon.identity.relay;

import java.time.Duration;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayTransaction;
import org.antiphon.chain.TransactionRelay;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.HealthRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The transaction relay behind its start, which needs the chain: while that is away, the service runs, says so, and keeps
 * trying.
 */
final class StartedSender implements TransactionSender {
    private static final Logger log = LoggerFactory.getLogger(StartedSender.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(15);

    private final TransactionRelay relay;
    private final HealthRegistry.Component health;
    private volatile boolean started;

    StartedSender(TransactionRelay relay, HealthRegistry.Component health) {
        this.relay = relay;
        this.health = health;
    }

    /** Starts the relay, as often as it takes, until disposed. */
    Disposable start(Mono<Void> beforehand, Runnable afterwards) {
        return beforehand
                .then(Mono.defer(relay::start))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LAST_RETRY)
                        .doBeforeRetry(signal -> report(signal.failure())))
                .subscribe(never -> {}, failure -> health.unhealthy("the relay can't start"), () -> {
                    started = true;
                    afterwards.run();
                });
    }

    @Override
    public Mono<Receipt> submit(RelayTransaction transaction) {
        return started
                ? relay.submit(transaction)
                : Mono.error(() -> new ApiException(
                        ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE,
                        "relay: not started, the chain can't be reached; try again later"));
    }

    private void report(Throwable failure) {
        log.warn("part=relay state=not_started reason=\"{}\"", failure.toString());
        health.degraded("not started: " + failure.getMessage());
    }
}
