package org.antiphon.identity.relay;

import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.antiphon.chain.ChainException;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayOverloaded;
import org.antiphon.chain.TransactionRefused;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes users' signed calls to the chain, each exactly once. From the moment a call is in the outbox it will be sent,
 * whatever becomes of the caller, this process or the chain's newest blocks.
 */
final class Relay {
    private final CallVerifier verifier;
    private final SignerLimiter limiter;
    private final NonceRegister nonces;
    private final Flights flights;
    private final TransactionSender sender;
    private final RelayMetrics metrics;
    private final RelayLimits limits;

    Relay(
            CallVerifier verifier,
            NonceRegister nonces,
            TransactionSender sender,
            RelayMetrics metrics,
            RelayLimits limits) {
        this.verifier = verifier;
        this.nonces = nonces;
        this.sender = sender;
        this.metrics = metrics;
        this.limits = limits;
        this.limiter = new SignerLimiter(limits.signerRate(), limits.signerBurst(), System::nanoTime);
        this.flights = new Flights(limits.maxInFlight());
        metrics.inFlight(flights::size);
    }

    /** The receipt of the call once it is mined; errors are {@link ApiException}s. */
    Mono<Receipt> relay(RelayCommand command) {
        var answer = Mono.fromCallable(() -> admit(command))
                .subscribeOn(Schedulers.parallel())
                .flatMap(call -> flights.board(call.id(), () -> send(call)))
                .timeout(limits.answerTimeout())
                .onErrorMap(
                        TimeoutException.class,
                        late -> new ApiException(
                                ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED,
                                "relay: not mined within %s; it is still sent, ask for its receipt with the same call"
                                        .formatted(limits.answerTimeout())));
        return metrics.measure(answer);
    }

    private VerifiedCall admit(RelayCommand command) {
        var call = verifier.verify(command);
        limiter.take(call.signer());
        return call;
    }

    private Mono<Receipt> send(VerifiedCall call) {
        return nonces.claim(call)
                .flatMap(claimed -> sender.submit(claimed.transaction()))
                .onErrorMap(TransactionRefused.class, Relay::refused)
                .onErrorMap(RelayOverloaded.class, Relay::overloaded)
                .onErrorMap(ChainException.class, Relay::unreachable)
                .flatMap(receipt -> receipt.succeeded() ? Mono.just(receipt) : Mono.error(reverted(receipt)));
    }

    private static ApiException refused(TransactionRefused refusal) {
        return new ApiException(
                ErrorReason.ERROR_REASON_TRANSACTION_REFUSED,
                "encodedABI: the chain refuses the call: " + refusal.reason());
    }

    private static ApiException reverted(Receipt receipt) {
        return new ApiException(
                ErrorReason.ERROR_REASON_TRANSACTION_REVERTED,
                "transaction %s: reverted in block %d".formatted(receipt.transactionHash(), receipt.blockNumber()),
                Map.of("transaction_hash", receipt.transactionHash(), "block_hash", receipt.blockHash()));
    }

    private static ApiException overloaded(RelayOverloaded full) {
        return new ApiException(ErrorReason.ERROR_REASON_OVERLOADED, "relay: " + full.getMessage());
    }

    private static ApiException unreachable(ChainException failure) {
        return new ApiException(
                ErrorReason.ERROR_REASON_SERVICE_UNAVAILABLE, "relay: the chain can't be reached; try again later");
    }
}
