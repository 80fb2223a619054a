package org.antiphon.chain;

import java.math.BigInteger;
import org.antiphon.contracts.EntityManager;
import org.web3j.abi.EventEncoder;

/**
 * EntityManager's event: its verifier granted or withdrew the verified mark of a user.
 *
 * @param userId unsigned 256 bits
 */
public record ManageIsVerifiedEvent(BigInteger userId, boolean isVerified) {

    /** First topic of the event. */
    public static final String TOPIC = EventEncoder.encode(EntityManager.MANAGEISVERIFIED_EVENT);

    /**
     * Reads the event.
     *
     * @throws IllegalArgumentException for another event, and for data no EntityManager emits
     */
    public static ManageIsVerifiedEvent decode(EventLog log) {
        if (!log.isEvent(TOPIC)) {
            throw new IllegalArgumentException("topics: %s (expected: %s first)".formatted(log.topics(), TOPIC));
        }
        var arguments = new AbiReader(log.data());
        return new ManageIsVerifiedEvent(arguments.uint(0), arguments.uint(1).signum() != 0);
    }
}
