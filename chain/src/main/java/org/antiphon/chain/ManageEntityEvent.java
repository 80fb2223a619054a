package org.antiphon.chain;

import java.math.BigInteger;
import org.antiphon.contracts.EntityManager;
import org.web3j.abi.EventEncoder;

/**
 * EntityManager's event: a change that somebody signed. Who may do what is for the reader to decide. Texts are free and
 * can be anything; bytes that are not UTF-8, and NUL, are replaced by U+FFFD.
 *
 * @param userId on whose behalf, unsigned 256 bits
 * @param signer address recovered by the contract
 * @param entityType for example {@code Track}
 * @param entityId unsigned 256 bits
 * @param metadata normally JSON, may be empty
 * @param action for example {@code Create}
 */
public record ManageEntityEvent(
        BigInteger userId, String signer, String entityType, BigInteger entityId, String metadata, String action) {

    /** First topic of the event. */
    public static final String TOPIC = EventEncoder.encode(EntityManager.MANAGEENTITY_EVENT);

    /**
     * Reads the event.
     *
     * @throws IllegalArgumentException for another event, and for data no EntityManager emits
     */
    public static ManageEntityEvent decode(EventLog log) {
        if (!log.isEvent(TOPIC)) {
            throw new IllegalArgumentException("topics: %s (expected: %s first)".formatted(log.topics(), TOPIC));
        }
        var arguments = new AbiReader(log.data());
        return new ManageEntityEvent(
                arguments.uint(0),
                arguments.address(1),
                arguments.lenientText(2),
                arguments.uint(3),
                arguments.lenientText(4),
                arguments.lenientText(5));
    }
}
