package org.antiphon.chain;

import org.web3j.crypto.Credentials;
import reactor.core.publisher.Mono;

/** Sends transactions from one wallet, neither losing nor repeating any. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class TransactionRelay {

    /** Over a node, a wallet nobody else uses, and a durable outbox. */
    public TransactionRelay(ChainClient client, Credentials wallet, Outbox outbox, RelayOptions options) {
        throw new UnsupportedOperationException(client + wallet.getAddress() + outbox + options);
    }

    /** Takes up whatever the outbox holds that is not final. */
    public Mono<Void> start() {
        throw new UnsupportedOperationException();
    }

    /** The receipt once the transaction is included; the same id gives the same receipt. */
    public Mono<Receipt> submit(RelayTransaction transaction) {
        throw new UnsupportedOperationException(transaction.toString());
    }

    /** Takes nothing new and completes when everything accepted is included, or as soon as it is cancelled. */
    public Mono<Void> stop() {
        throw new UnsupportedOperationException();
    }
}
