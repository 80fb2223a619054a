package org.antiphon.chain;

import java.util.List;
import org.antiphon.contracts.PlayLedger;
import org.web3j.abi.EventEncoder;

/**
 * PlayLedger's event: a batch of listens, counted once per recorder and batch.
 *
 * @param recorder address that recorded it, allowed by the contract's owner
 * @param batchId 32 bytes, hex with {@code 0x}
 * @param plays 1 to 500
 */
public record PlaysRecordedEvent(String recorder, String batchId, List<Play> plays) {

    /** First topic of the event. */
    public static final String TOPIC = EventEncoder.encode(PlayLedger.PLAYSRECORDED_EVENT);

    /** Copies the plays. */
    public PlaysRecordedEvent {
        plays = List.copyOf(plays);
    }

    /**
     * Reads the event.
     *
     * @throws IllegalArgumentException for another event, and for data no PlayLedger emits
     */
    public static PlaysRecordedEvent decode(EventLog log) {
        if (!log.isEvent(TOPIC) || log.topics().size() != 3) {
            throw new IllegalArgumentException("topics: %s (expected: 3, %s first)".formatted(log.topics(), TOPIC));
        }
        var recorder = new AbiReader(Words.bytes32(log.topics().get(1))).address(0);
        var plays =
                new AbiReader(log.data()).words(0).stream().map(Play::fromWord).toList();
        return new PlaysRecordedEvent(recorder, log.topics().get(2), plays);
    }
}
