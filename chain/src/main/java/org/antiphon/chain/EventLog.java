package org.antiphon.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.web3j.utils.Numeric;

/**
 * One event a contract emitted. Two logs are equal when their contents are, the data byte by byte.
 *
 * @param address of the emitting contract, lower-case
 * @param topics 0 to 4 words as lower-case hex; the first is the hash of the event's signature
 * @param data ABI-encoded, not indexed arguments; not copied, so not to be changed
 * @param transactionHash of the transaction that caused it
 * @param transactionIndex place of that transaction in its block
 * @param logIndex place of this log in its block, counting all contracts' logs
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventLog(
        String address, List<String> topics, byte[] data, String transactionHash, int transactionIndex, int logIndex) {

    /** Copies the topics. */
    public EventLog {
        topics = List.copyOf(topics);
    }

    /** Whether the first topic is this one. */
    public boolean isEvent(String signatureHash) {
        return !topics.isEmpty() && topics.getFirst().equals(signatureHash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventLog that
                && address.equals(that.address)
                && topics.equals(that.topics)
                && Arrays.equals(data, that.data)
                && transactionHash.equals(that.transactionHash)
                && transactionIndex == that.transactionIndex
                && logIndex == that.logIndex;
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, topics, Arrays.hashCode(data), transactionHash, transactionIndex, logIndex);
    }

    @Override
    public String toString() {
        return "EventLog[address=%s, topics=%s, data=%s, transactionHash=%s, transactionIndex=%d, logIndex=%d]"
                .formatted(address, topics, Numeric.toHexString(data), transactionHash, transactionIndex, logIndex);
    }
}
