package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of {@code eth_getLogs}. One reader reads one answer: it remembers the strings of the log before, which
 * mostly come again.
 */
final class LogReader implements ResultReader<List<LocatedLog>> {

    private static final int HASH = 32;
    private static final int ADDRESS = 20;
    private static final int MAX_TOPICS = 4;

    private @Nullable String lastAddress;
    private @Nullable String lastBlockHash;
    private @Nullable String lastTransactionHash;
    private List<String> lastTopics = List.of();

    @Override
    public List<LocatedLog> read(JsonParser parser) throws IOException {
        var fields = new HexFields(parser);
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw fields.malformed("a list of logs");
        }
        var logs = new ArrayList<LocatedLog>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw fields.malformed("a log");
            }
            logs.add(log(parser, fields));
        }
        return logs;
    }

    private LocatedLog log(JsonParser parser, HexFields fields) throws IOException {
        var log = new Draft();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "address" -> log.address = lastAddress = fields.text(ADDRESS, lastAddress);
                case "topics" -> log.topics = topics(parser, fields);
                case "data" -> log.data = fields.bytes();
                case "blockHash" -> log.blockHash = lastBlockHash = fields.text(HASH, lastBlockHash);
                case "blockNumber" -> log.blockNumber = fields.quantity();
                case "transactionHash" ->
                    log.transactionHash = lastTransactionHash = fields.text(HASH, lastTransactionHash);
                case "transactionIndex" -> log.transactionIndex = fields.index();
                case "logIndex" -> log.logIndex = fields.index();
                case "removed" -> refuseRemoved(parser, fields);
                default -> parser.skipChildren();
            }
        }
        return log.finished();
    }

    private List<String> topics(JsonParser parser, HexFields fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw fields.malformed("a list of topics");
        }
        var topics = new ArrayList<String>(MAX_TOPICS);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (topics.size() == MAX_TOPICS) {
                throw fields.malformed("at most 4 topics");
            }
            topics.add(fields.text(HASH, topics.size() < lastTopics.size() ? lastTopics.get(topics.size()) : null));
        }
        if (!topics.equals(lastTopics)) {
            lastTopics = List.copyOf(topics);
        }
        return lastTopics;
    }

    private static void refuseRemoved(JsonParser parser, HexFields fields) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            throw fields.malformed("false in the logs of the canonical chain");
        }
    }

    /** A log of which some fields have been read. */
    private static final class Draft {

        private @Nullable String address;
        private @Nullable List<String> topics;
        private byte @Nullable [] data;
        private @Nullable String blockHash;
        private @Nullable String transactionHash;
        private long blockNumber = -1;
        private int transactionIndex = -1;
        private int logIndex = -1;

        LocatedLog finished() {
            if (address == null || topics == null || data == null || blockHash == null || transactionHash == null) {
                throw incomplete();
            }
            if (blockNumber < 0 || transactionIndex < 0 || logIndex < 0) {
                throw incomplete();
            }
            return new LocatedLog(
                    blockNumber,
                    blockHash,
                    new EventLog(address, topics, data, transactionHash, transactionIndex, logIndex));
        }

        private InconsistentAnswerException incomplete() {
            return new InconsistentAnswerException(
                    "log %d of block %d %s without all of its fields".formatted(logIndex, blockNumber, blockHash));
        }
    }
}
