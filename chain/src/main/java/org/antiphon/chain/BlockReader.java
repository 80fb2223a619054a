package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code eth_getBlockByNumber}: empty where there is no such block. */
final class BlockReader implements ResultReader<Optional<Block>> {

    private static final int HASH = 32;

    private static final long LATEST_TIME = Instant.MAX.getEpochSecond();

    @Override
    public Optional<Block> read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        var fields = new HexFields(parser);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw fields.malformed("a block");
        }
        long number = -1;
        long timestamp = -1;
        String hash = null;
        String parentHash = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "number" -> number = fields.quantity();
                case "timestamp" -> timestamp = fields.quantity();
                case "hash" -> hash = fields.text(HASH, null);
                case "parentHash" -> parentHash = fields.text(HASH, null);
                default -> parser.skipChildren();
            }
        }
        return Optional.of(block(number, timestamp, hash, parentHash));
    }

    private static Block block(long number, long timestamp, @Nullable String hash, @Nullable String parentHash) {
        if (number < 0 || timestamp < 0 || hash == null || parentHash == null) {
            throw new InconsistentAnswerException(
                    "block %d %s without a number, timestamp, hash or parentHash".formatted(number, hash));
        }
        if (timestamp > LATEST_TIME) {
            throw new InconsistentAnswerException(
                    "timestamp: %d (expected: at most %d)".formatted(timestamp, LATEST_TIME));
        }
        return new Block(number, hash, parentHash, Instant.ofEpochSecond(timestamp));
    }
}
