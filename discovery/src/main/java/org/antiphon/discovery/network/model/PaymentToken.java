package org.antiphon.discovery.network.model;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** Whether one may pay in a token. */
public record PaymentToken(String token, boolean isAllowed, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String token) implements Key<PaymentToken> {}

    @Override
    public Id key() {
        return new Id(token);
    }
}
