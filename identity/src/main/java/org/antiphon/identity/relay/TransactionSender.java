package org.antiphon.identity.relay;

import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayTransaction;
import reactor.core.publisher.Mono;

/** Gets transactions mined; the chain room's relay, as far as this service needs it. */
@FunctionalInterface
public interface TransactionSender {

    /** The receipt once the transaction is mined; the same id gives the same receipt. */
    Mono<Receipt> submit(RelayTransaction transaction);
}
