package org.antiphon.discovery.network.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigInteger;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/** A user tipped another. */
public record Tip(
        @JsonUnwrapped Place place,
        long senderUserId,
        long receiverUserId,
        String sender,
        String receiver,
        String token,
        BigInteger amount)
        implements Row {
    /** Names it by its place. */
    public record Id(long blockNumber, int logIndex) implements Key<Tip> {}

    @Override
    public Id key() {
        return new Id(place.blockNumber(), place.logIndex());
    }
}
