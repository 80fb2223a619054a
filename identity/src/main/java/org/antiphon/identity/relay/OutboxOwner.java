package org.antiphon.identity.relay;

import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/**
 * Keeps one wallet per outbox. Under another wallet's nonces, transactions that are already on their way would be sent a
 * second time.
 */
final class OutboxOwner {
    private final Database database;

    OutboxOwner(Database database) {
        this.database = database;
    }

    /** Completes when the outbox is this wallet's. */
    Mono<Void> claim(RelayWallet wallet) {
        return database.client()
                .sql(OutboxSql.CLAIM_WALLET)
                .bind(0, wallet.address())
                .fetch()
                .rowsUpdated()
                .flatMap(claimed -> claimed > 0
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException(
                                "antiphon.identity.relay-key: wallet %s (expected: the wallet before, until its transactions are final)"
                                        .formatted(wallet.address()))));
    }
}
