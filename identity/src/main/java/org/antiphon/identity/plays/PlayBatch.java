package org.antiphon.identity.plays;

import java.util.HexFormat;
import java.util.List;
import org.antiphon.chain.Play;
import org.antiphon.chain.RecordPlaysRequest;
import org.antiphon.chain.RelayTransaction;

/**
 * What one transaction takes to the ledger.
 *
 * @param id the ledger's id of the batch, 32 bytes in hexadecimal
 * @param attempt how often the ledger refused it
 * @param plays in the order in which they were kept
 */
record PlayBatch(String id, int attempt, List<Play> plays) {
    static final int MAX_PLAYS = RecordPlaysRequest.MAX_PLAYS;

    private static final long BASE_GAS = 200_000;
    private static final long GAS_PER_PLAY = 4_000;

    /** The transaction; a new one after each refusal, since a refused one is done with for ever. */
    RelayTransaction transaction(String ledger) {
        var call = new RecordPlaysRequest(id, plays).encodeCall();
        return new RelayTransaction(
                "plays:%s:%d".formatted(id, attempt),
                ledger,
                HexFormat.of().parseHex(call.substring(2)),
                BASE_GAS + GAS_PER_PLAY * plays.size());
    }
}
