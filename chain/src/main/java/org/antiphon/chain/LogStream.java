package org.antiphon.chain;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain as an ordered stream of {@link BlockChange}s. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class LogStream {

    /** Over a node. */
    public LogStream(BlockSource source, LogStreamOptions options) {
        throw new UnsupportedOperationException(source + " " + options);
    }

    /**
     * Follows the chain from where the consumer is, for ever.
     *
     * @param known the consumer's most recent applied blocks without gaps, oldest first, as many as it can take back; empty
     *     for a consumer that has none
     */
    public Flux<BlockChange> follow(List<Block> known) {
        throw new UnsupportedOperationException(known.toString());
    }

    /** The number of the chain's newest block: what the stream is heading for. */
    public Mono<Long> head() {
        throw new UnsupportedOperationException();
    }
}
