package org.antiphon.chain;

import java.util.List;
import org.antiphon.contracts.PlayLedger;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * A batch of listens to be recorded on PlayLedger.
 *
 * @param batchId 32 bytes, hex with {@code 0x}; the contract takes each once per recorder
 * @param plays 1 to 500
 */
public record RecordPlaysRequest(String batchId, List<Play> plays) {

    /** The most plays the contract takes in one batch. */
    public static final int MAX_PLAYS = 500;

    /** Checks the bounds and copies the plays. */
    public RecordPlaysRequest {
        Words.bytes32(batchId);
        plays = List.copyOf(plays);
        if (plays.isEmpty() || plays.size() > MAX_PLAYS) {
            throw new IllegalArgumentException("plays: %d (expected: 1..%d)".formatted(plays.size(), MAX_PLAYS));
        }
    }

    /** Calldata of {@code recordPlays}, hex with {@code 0x}. */
    public String encodeCall() {
        var words = plays.stream().map(play -> new Uint256(play.toWord())).toList();
        return FunctionEncoder.encode(new Function(
                PlayLedger.FUNC_RECORDPLAYS,
                List.of(new Bytes32(Words.bytes32(batchId)), new DynamicArray<>(Uint256.class, words)),
                List.of()));
    }
}
